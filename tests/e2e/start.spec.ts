import { card, cards, expect, saved, startDemo, startEmptyBook, test } from './fixtures.ts'

test('an empty book opens without an account and is there after a reload', async ({ page }) => {
	await page.goto('/')
	await startEmptyBook(page)
	await expect(page).toHaveTitle('Studio North')
	await expect(cards(page)).toHaveCount(0)
	await saved(page)
	await page.reload()
	await expect(page.getByRole('region', { name: /^Staff day/ })).toBeVisible()
	await expect(page).toHaveTitle('Studio North')
})

test('a book without a name is refused beside the field, and what was typed stays', async ({ page }) => {
	await page.goto('/')
	await page.getByRole('button', { name: /^Start an empty book/ }).click()
	await page.getByLabel('Who takes appointments').fill('Mia')
	await page.getByRole('button', { name: 'Open the book' }).click()
	await expect(page.getByText('Give the book a name', { exact: false })).toBeVisible()
	await expect(page.getByLabel('Who takes appointments')).toHaveValue('Mia')
})

test('the demo shows a busy salon and goes away with one click', async ({ page }) => {
	await page.goto('/')
	await startDemo(page)
	await expect(card(page, 'Lunch').first()).toBeAttached()
	await saved(page)
	await page.getByRole('button', { name: 'Remove demo' }).click()
	await expect(page.getByRole('button', { name: /^Look around a demo/ })).toBeVisible()
	await page.reload()
	await expect(page.getByRole('button', { name: /^Look around a demo/ })).toBeVisible()
})

test('every view opens by its address', async ({ demoBook: page }) => {
	for (const view of ['staff-day', 'timeline', 'day', 'week', 'month', 'list']) {
		await page.goto(`/?view=${view}&date=2026-11-25`)
		await expect(cards(page).first(), view).toBeVisible()
	}
})

test('a browser without Temporal gets it from us', async ({ page }) => {
	await page.addInitScript(() => {
		Reflect.deleteProperty(globalThis, 'Temporal')
	})
	await page.goto('/')
	await startDemo(page)
	await page.goto('/?view=week&date=2026-11-25')
	await expect(cards(page).first()).toBeVisible()
})
