/** WCAG 2.2 AA by axe on every screen, light and dark: nothing serious or critical. */
import { DIALOG, expectAccessible } from './axe.ts'
import { card, cards, expect, startDemo, test } from './fixtures.ts'
import { openFromMenu } from './menu.ts'

const VIEW_KEYS = [
	['r', 'timeline'],
	['d', 'day'],
	['w', 'week'],
	['m', 'month'],
	['l', 'list']
] as const

for (const colorScheme of ['light', 'dark'] as const) {
	test.describe(colorScheme, () => {
		test.use({ colorScheme, reducedMotion: 'reduce' })

		test('the first page and the form of a new book', async ({ page }) => {
			await page.goto('/')
			await expect(page.getByRole('button', { name: /^Look around/ })).toBeVisible()
			await expectAccessible(page, 'start')
			await page.getByRole('button', { name: /^Start an empty book/ }).click()
			await page.getByRole('button', { name: 'Open the book' }).click()
			await expectAccessible(page, 'new book, refused')
		})

		test('the six views', async ({ demoBook: page }) => {
			// Axe looks at some 2,000 elements in each of them.
			test.slow()
			await expectAccessible(page, 'staff-day')
			for (const [key, view] of VIEW_KEYS) {
				await page.keyboard.press(key)
				await expect(page).toHaveURL(new RegExp(`view=${view}`))
				await expect(cards(page).first(), view).toBeVisible()
				await expectAccessible(page, view)
			}
		})

		test('what lies above the book', async ({ page }) => {
			await page.goto('/')
			await startDemo(page)
			await card(page, '').first().click()
			await expect(page.getByRole('dialog').getByLabel('Note')).toBeVisible()
			await expectAccessible(page, 'editor', DIALOG)
			await page.getByRole('dialog').getByRole('button', { name: 'Move…' }).click()
			await expect(page.getByRole('dialog', { name: /^Move/ })).toBeVisible()
			await expectAccessible(page, 'move', DIALOG)
			await page.keyboard.press('Escape')
			for (const entry of ['Import…', 'Export…', 'Settings'] as const) {
				await openFromMenu(page, entry)
				await expectAccessible(page, entry, DIALOG)
				await page.keyboard.press('Escape')
				await expect(page.getByRole('dialog')).toHaveCount(0)
			}
			for (const key of ['i', '?']) {
				await page.keyboard.press(key)
				await expect(page.getByRole('dialog')).toBeVisible()
				await expectAccessible(page, `key ${key}`, DIALOG)
				await page.keyboard.press('Escape')
				await expect(page.getByRole('dialog')).toHaveCount(0)
			}
		})

		// What is empty has no colours that a full book lacks.
		if (colorScheme === 'dark') return
		test('the six views of an empty book', async ({ emptyBook: page }) => {
			for (const view of ['staff-day', ...VIEW_KEYS.map(([, name]) => name)]) {
				await page.goto(`/?view=${view}&date=2026-11-25`)
				await expect(page.getByText(/^Nothing booked/).first(), view).toBeVisible()
				await expectAccessible(page, `empty ${view}`)
			}
		})
	})
}
