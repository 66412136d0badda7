/** What only the phone has: its strip of people, its bar below, columns out of sight. */
import { bookByForm, card, cards, expect, startDemo, test } from './fixtures.ts'
import { boxOf, dragByFinger, middleOf } from './hands.ts'

const ANNA = { client: 'Anna Weber', start: '11:00', end: '12:00' }

test('a card is carried over the edge to a person who was out of sight', async ({ page }) => {
	await page.goto('/')
	await startDemo(page)
	await page.goto('/?view=staff-day&date=2026-12-06')
	await bookByForm(page, { ...ANNA, people: ['Amélie Laurent'] })
	const from = middleOf(await boxOf(card(page, 'Anna Weber')))
	const scrolled = () =>
		page.getByRole('region', { name: /^Staff day/ }).evaluate((element) => element.scrollLeft)
	await dragByFinger(page, from, { x: 386, y: from.y }, () => expect.poll(scrolled).toBeGreaterThan(200))
	await expect(card(page, 'Anna Weber')).toBeVisible()
	await expect(card(page, 'Anna Weber.*with Amélie')).toHaveCount(0)
})

test('the strip shows one person, "3 days" three days, and a day of the month opens', async ({
	demoBook: page
}) => {
	await page.getByRole('radio', { name: 'Mei' }).tap()
	await expect(page.getByRole('group', { name: /appointments?$/ })).toHaveCount(1)
	await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' }).tap()
	await page.getByRole('dialog').getByRole('button', { name: '3 days' }).tap()
	await expect(page.getByRole('columnheader')).toHaveCount(3)
	await page.goto('/?view=month&date=2026-11-25')
	await expect(cards(page).first()).toBeAttached()
	await page.getByRole('gridcell').filter({ hasText: /^18/ }).tap()
	await expect(page).toHaveURL(/view=staff-day&date=2026-11-18/)
})

test('messages leave the bar below and its plus free', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	const undo = page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' })
	const bar = await boxOf(page.getByRole('navigation', { name: 'Main' }))
	const box = await boxOf(undo)
	expect(box.y + box.height).toBeLessThan(bar.y)
})
