/** A working day by finger, on phone and tablet: what is held is lifted, what is stroked scrolls or turns the page. */
import type { Locator, Page } from '@playwright/test'
import { bookByForm, card, cards, expect, test } from './fixtures.ts'
import { boxOf, dragByFinger, middleOf, swipe, type Point } from './hands.ts'

const TODAY = '2026-11-25'
const ANNA = { client: 'Anna Weber', start: '11:00', end: '12:00' }
const BEN = { client: 'Ben Ostrowski', start: '13:00', end: '14:00' }

const board = (page: Page, name = /^Staff (day|timeline)/): Locator => page.getByRole('region', { name })
const title = (page: Page): Locator => page.getByRole('banner').getByRole('heading', { level: 1 })
const below = (point: Point, by: number): Point => ({ x: point.x, y: point.y + by })
/** The names of all cards: equal before and after what must change nothing. */
const names = (page: Page): Promise<(string | null)[]> =>
	cards(page).evaluateAll((all) => all.map((one) => one.ariaLabel).sort())

test('a held card goes to another person and another time at once', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	const box = await boxOf(card(page, 'Anna Weber'))
	const jonas = await boxOf(page.getByRole('group', { name: /^Jonas, \d/ }))
	const to = { x: jonas.x + jonas.width / 2, y: middleOf(box).y + box.height + 4 }
	await dragByFinger(page, middleOf(box), to)
	await expect(page.getByRole('button', { name: /^12:00 to 13:00, Anna Weber, with Jonas/ })).toBeVisible()
	await expect(cards(page)).toHaveCount(1)
})

/** A stroke goes on by its own swing, as far as the cards being out of sight: back to `top`, until it stays there. */
const bringToRest = (page: Page, top: number) =>
	expect(async () => {
		const stray = await board(page).evaluate(async (element, there) => {
			element.scrollTo({ top: there, behavior: 'instant' })
			for (let frame = 0; frame < 20; frame++) await new Promise((drawn) => requestAnimationFrame(drawn))
			return Math.abs(element.scrollTop - there)
		}, top)
		expect(stray).toBeLessThan(2)
	}).toPass({ timeout: 20_000 })

test('a quick stroke over a card scrolls, moves nothing and opens nothing', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	await bookByForm(page, BEN)
	const before = await names(page)
	const scrolled = () => board(page).evaluate((element) => element.scrollTop)
	const home = await scrolled()
	for (const by of [-160, 160]) {
		const anna = middleOf(await boxOf(card(page, 'Anna Weber')))
		await swipe(page, anna, below(anna, by))
		await expect.poll(scrolled).not.toBe(home)
		await bringToRest(page, home)
	}
	expect(await names(page)).toEqual(before)
	await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('holding an empty place and drawing down books as long as the stroke', async ({ emptyBook: page }) => {
	const mia = await boxOf(page.getByRole('group', { name: /^Mia, 0/ }))
	const stage = await boxOf(board(page))
	const from = { x: mia.x + mia.width / 2, y: stage.y + stage.height / 2 }
	await dragByFinger(page, from, below(from, 100))
	const editor = page.getByRole('dialog', { name: 'New appointment' })
	await expect(editor.getByRole('checkbox', { name: 'Mia' })).toBeChecked()
	await expect(editor.getByLabel('Duration')).toHaveValue(/^1 h/)
	await editor.getByLabel('Client').fill('Anna Weber')
	await editor.getByRole('button', { name: 'Book it' }).tap()
	await expect(card(page, 'Anna Weber.*with Mia')).toBeVisible()
})

test('the handles of the chosen card make it longer and shorter', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	const anna = card(page, 'Anna Weber')
	await anna.tap()
	await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap()
	await expect(page.getByRole('dialog')).toHaveCount(0)
	const hour = (await boxOf(anna)).height
	const end = await boxOf(anna.locator('[data-edge=end]'))
	expect(end.height, 'room for a fingertip').toBeGreaterThanOrEqual(24)
	await dragByFinger(page, middleOf(end), below(middleOf(end), hour / 2))
	await expect(page.getByRole('button', { name: /^11:00 to 12:30, Anna Weber/ })).toBeVisible()
	const start = middleOf(await boxOf(anna.locator('[data-edge=start]')))
	await dragByFinger(page, start, below(start, hour / 2))
	await expect(page.getByRole('button', { name: /^11:30 to 12:30, Anna Weber/ })).toBeVisible()
})

/**
 * On a busy machine a stroke may arrive so slowly that it is none, or be answered after the next one was begun: then the
 * finger strokes once more, to whichever side the day lies.
 */
const turnTo = (page: Page, day: string, left: Point, right: Point) =>
	expect(async () => {
		// The address of today may leave the date out.
		const shown = () => /date=([\d-]{10})/.exec(page.url())?.[1] ?? TODAY
		if (shown() < day) await swipe(page, right, left)
		if (shown() > day) await swipe(page, left, right)
		await expect.poll(shown, { timeout: 3_000 }).toBe(day)
	}).toPass({ timeout: 30_000 })

test('a stroke to the side turns the day, and back', async ({ emptyBook: page }) => {
	// One person fills the phone: with more, a stroke scrolls to them first.
	const mia = page.getByRole('radio', { name: 'Mia' })
	if (await mia.isVisible()) {
		await mia.tap()
		await expect(page.getByRole('group', { name: /^Jonas, 0/ })).toHaveCount(0)
	}
	const today = await title(page).innerText()
	const middle = middleOf(await boxOf(board(page)))
	const beside = { x: middle.x - 150, y: middle.y }
	await turnTo(page, '2026-11-26', beside, middle)
	await expect(title(page)).not.toHaveText(today)
	await boxOf(board(page))
	await turnTo(page, TODAY, beside, middle)
	await expect(title(page)).toHaveText(today)
})

test('on the timeline a held card goes to another person and another time', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	await page.goto(`/?view=timeline&date=${TODAY}`)
	const box = await boxOf(card(page, 'Anna Weber'))
	const jonas = await boxOf(page.getByRole('group', { name: /^Jonas, 0/ }))
	const from = { x: box.x + 20, y: middleOf(box).y }
	await dragByFinger(page, from, { x: from.x + box.width / 2 + 4, y: jonas.y + jonas.height / 2 })
	await expect(page.getByRole('button', { name: /^11:30 to 12:30, Anna Weber, with Jonas/ })).toBeVisible()
})

test('"back" closes what lies above the book and stays where it was', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	await page.goto(`/?view=staff-day&date=${TODAY}`)
	await card(page, 'Anna Weber').tap()
	await page.getByRole('dialog').getByLabel('Client').fill('Anna Klein')
	await page.goBack()
	await expect(page.getByRole('dialog')).toHaveCount(0)
	await expect(page).toHaveURL(/view=staff-day/)
	await expect(card(page, 'Anna Weber')).toBeVisible()
	await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Continue' }).tap()
	await expect(page.getByRole('dialog').getByLabel('Client')).toHaveValue('Anna Klein')
})

test('the form can be filled in above the keyboard of the screen', async ({ emptyBook: page, viewport }) => {
	await page
		.getByRole('button', { name: /^New( appointment)?$/ })
		.filter({ visible: true })
		.tap()
	const editor = page.getByRole('dialog', { name: 'New appointment' })
	await page.setViewportSize({ width: viewport!.width, height: 500 })
	await editor.getByLabel('Client').fill('Anna Weber')
	await editor.getByLabel('Note').scrollIntoViewIfNeeded()
	await expect(editor.getByLabel('Note')).toBeInViewport()
	await expect(editor.getByRole('button', { name: 'Book it' })).toBeInViewport({ ratio: 1 })
})
