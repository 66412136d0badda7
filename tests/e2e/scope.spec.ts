/** "Only this one, this and all following, or the whole series?": by mouse, finger and keyboard, with the way back. */
import type { Locator, Page } from '@playwright/test'
import { bookFromFile } from './book-from-file.ts'
import { card, cards, expect, saved, test } from './fixtures.ts'
import { boxOf, drag, middleOf } from './hands.ts'

type Choice = 'Only this one' | 'This and all following' | 'The whole series'

/** Six Wednesdays; today is the third. */
const WEEKLY = [
	'BEGIN:VCALENDAR',
	'VERSION:2.0',
	'PRODID:-//e2e//EN',
	'BEGIN:VEVENT',
	'UID:weekly@e2e',
	'DTSTAMP:20261101T080000Z',
	'SUMMARY:Ben Ostrowski',
	'DTSTART;TZID=Europe/Berlin:20261111T110000',
	'DTEND;TZID=Europe/Berlin:20261111T120000',
	'RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=6',
	'END:VEVENT',
	'END:VCALENDAR',
	''
].join('\r\n')
const TODAY = '2026-11-25'
const BEFORE = '2026-11-18'
const AFTER = '2026-12-02'
const ALL = [BEFORE, TODAY, AFTER]
const BEN = 'Ben Ostrowski'

const question = (page: Page, deed = /^(Move|Change|Delete) “/): Locator =>
	page.getByRole('dialog', { name: deed })
const choice = (page: Page, name: Choice): Locator => question(page).getByRole('radio', { name })
const message = (page: Page): Locator => page.getByRole('region', { name: 'Messages' })

async function bookSeries(page: Page): Promise<void> {
	await bookFromFile(page, WEEKLY, 'Mia')
	await expect(card(page, BEN)).toBeAttached()
}

async function choose(page: Page, name: Choice, deed: string): Promise<void> {
	await choice(page, name).check()
	await question(page).getByRole('button', { name: deed, exact: true }).click()
	await expect(question(page)).toHaveCount(0)
}

/** When it takes place on these days, each opened anew from storage; empty: not at all. */
async function timesOn(page: Page, dates: readonly string[]): Promise<readonly string[]> {
	const times: string[] = []
	await saved(page)
	for (const date of dates) {
		await page.goto(`/?view=staff-day&date=${date}`)
		const board = page.getByRole('region', { name: /^Staff day/ })
		await expect(board).toHaveAttribute('aria-busy', 'false')
		const names = await cards(page).evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
		times.push(names.map((name) => name.slice(0, 5)).join(' '))
	}
	return times
}

/** What a choice reaches. */
const DAYS = { 'Only this one': [TODAY], 'This and all following': [TODAY, AFTER], 'The whole series': ALL }

for (const name of ['Only this one', 'This and all following', 'The whole series'] as const) {
	const reached = (day: string) => (DAYS[name] as readonly string[]).includes(day)

	test(`a date is dragged, and moved: ${name}`, async ({ emptyBook: page, hasTouch }) => {
		await bookSeries(page)
		const from = await boxOf(card(page, BEN))
		await drag(page, hasTouch, middleOf(from), { ...middleOf(from), y: middleOf(from).y + from.height + 4 })
		await expect(question(page)).toContainText('11:00–12:00 → 12:00–13:00')
		await expect(question(page)).toContainText('Moves 4 appointments.')
		await expect(question(page)).toContainText('Moves 4 appointments and those before today.')
		// It stands where it was dropped while the question is open.
		await expect(page.locator('.card', { hasText: BEN })).toHaveAttribute('aria-label', /^12:00 to 13:00/)
		await choose(page, name, 'Move')
		await expect(message(page)).toContainText(/^Moved/)
		await expect(page.getByRole('button', { name: /^12:00 to 13:00, Ben/ })).toBeVisible()
		expect(await timesOn(page, ALL)).toEqual(ALL.map((day) => (reached(day) ? '12:00' : '11:00')))
	})

	test(`a date is deleted, and comes back: ${name}`, async ({ emptyBook: page }) => {
		await bookSeries(page)
		await card(page, BEN).focus()
		await page.keyboard.press('Delete')
		await expect(question(page)).toContainText('Deletes 4 appointments.')
		await choose(page, name, 'Delete')
		await expect(cards(page)).toHaveCount(0)
		await message(page).getByRole('button', { name: 'Undo' }).click()
		await expect(card(page, BEN)).toBeVisible()
		await page.keyboard.press('Control+Shift+z')
		await expect(cards(page)).toHaveCount(0)
		expect(await timesOn(page, ALL)).toEqual(ALL.map((day) => (reached(day) ? '' : '11:00')))
	})
}

test('left with Escape, the dragged card goes back and nothing is changed', async ({
	emptyBook: page,
	hasTouch
}) => {
	await bookSeries(page)
	const from = await boxOf(card(page, BEN))
	await drag(page, hasTouch, middleOf(from), { ...middleOf(from), y: middleOf(from).y + from.height + 4 })
	await expect(question(page)).toBeVisible()
	await page.keyboard.press('Escape')
	await expect(page.getByRole('button', { name: /^11:00 to 12:00, Ben/ })).toBeVisible()
	await expect(message(page).getByText(/^Moved/)).toHaveCount(0)
})

test('by keyboard alone: asked once, answered with the arrows and Enter, and taken back', async ({
	emptyBook: page
}) => {
	await bookSeries(page)
	await card(page, BEN).focus()
	await page.keyboard.press('Alt+ArrowDown')
	await expect(choice(page, 'Only this one')).toBeFocused()
	await page.keyboard.press('ArrowDown')
	await expect(choice(page, 'This and all following')).toBeChecked()
	await page.keyboard.press('Enter')
	await expect(page.getByRole('button', { name: /^11:15 to 12:15, Ben/ })).toBeFocused()
	await expect(message(page)).toContainText('and all following to Wed 11:15')
	await page.keyboard.press('Control+z')
	await expect(page.getByRole('button', { name: /^11:00 to 12:00, Ben/ })).toBeFocused()
})

test('a status is of one date: nothing is asked', async ({ emptyBook: page }) => {
	await bookSeries(page)
	await card(page, BEN).focus()
	await page.keyboard.press('3')
	await expect(card(page, `${BEN}.*arrived`)).toBeVisible()
	await expect(question(page)).toHaveCount(0)
	await expect(message(page)).toContainText('only this date')
})

test('the editor gives the whole series another title', async ({ emptyBook: page }) => {
	await bookSeries(page)
	await card(page, BEN).click()
	const editor = page.getByRole('dialog', { name: BEN })
	await editor.getByLabel('Title').fill('Ben O.')
	await editor.getByRole('button', { name: 'Save', exact: true }).click()
	await expect(question(page)).toContainText('Changes 4 appointments.')
	await choose(page, 'The whole series', 'Change')
	await expect(editor).toHaveCount(0)
	await saved(page)
	for (const day of ALL) {
		await page.goto(`/?view=staff-day&date=${day}`)
		await expect(card(page, 'Ben O')).toBeVisible()
	}
})

test('left, the editor stays open with what was typed', async ({ emptyBook: page }) => {
	await bookSeries(page)
	await card(page, BEN).click()
	const editor = page.getByRole('dialog', { name: BEN })
	await editor.getByLabel('Title').fill('Ben O.')
	await editor.getByRole('button', { name: 'Save', exact: true }).click()
	await question(page).getByRole('button', { name: 'Cancel' }).click()
	await expect(question(page)).toHaveCount(0)
	await expect(editor.getByLabel('Title')).toHaveValue('Ben O.')
})
