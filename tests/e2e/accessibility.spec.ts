/** WCAG 2.2 AA by axe on every screen, light and dark: nothing serious or critical. */
import { DIALOG, expectAccessible } from './axe.ts'
import { bookByForm, card, cards, expect, startDemo, stopTheClock, test } from './fixtures.ts'
import { openFromMenu } from './menu.ts'
import { BEN, foundTeam, inviteByLink, joinBy, openTeam } from './team.ts'

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
		test('the screens of a team', async ({ page, server, browser }, { project }) => {
			test.skip(project.name === 'tablet', 'the dialogs of a desk under the fingers of a phone')
			test.slow()
			await foundTeam(page, server.address)
			await bookByForm(page, { client: 'Anna Weber', start: '10:30', end: '11:30' })
			await openFromMenu(page, 'Settings')
			await page
				.getByRole('navigation', { name: 'Settings' })
				.getByRole('button', { name: 'Account' })
				.click()
			await expect(page.getByText('Signed in on')).toBeVisible()
			await expectAccessible(page, 'account', DIALOG)
			await page.keyboard.press('Escape')
			await openTeam(page)
			const link = await inviteByLink(page)
			await expectAccessible(page, 'team, an invitation', DIALOG)

			const stranger = await browser.newContext()
			await stopTheClock(stranger)
			const door = await stranger.newPage()
			await door.goto(link)
			await expect(door.getByLabel('Your name')).toBeVisible()
			await expectAccessible(door, 'join')
			await stranger.close()

			const ben = await joinBy(browser, link)
			const row = page.getByRole('region', { name: 'People of this book' }).getByRole('listitem')
			const benRow = row.filter({ hasText: BEN.name })
			await benRow.getByRole('button', { name: BEN.name }).click()
			const calendars = page.getByRole('region', { name: 'Calendars' }).last()
			await calendars.getByRole('button', { name: /^Studio North/ }).click()
			await page.getByRole('button', { name: 'Who changed rights, and when' }).click()
			await expect(page.getByRole('region', { name: 'Record of rights' })).toBeVisible()
			await expectAccessible(page, 'team, all open', DIALOG)
			await page.keyboard.press('Escape')
			await expect(page.getByRole('dialog')).toHaveCount(0)

			await card(ben, 'Anna Weber').click()
			await expect(card(page, `Anna Weber.*${BEN.name} has it open`)).toBeVisible()
			await expectAccessible(page, 'a colleague has it open')
			await page.getByRole('button', { name: /other here/ }).click()
			await expectAccessible(page, 'who is here', DIALOG)
			await page.keyboard.press('Escape')
			await ben.keyboard.press('Escape')

			await ben.context().setOffline(true)
			await bookByForm(ben, { client: 'Cem Yildiz', start: '13:00', end: '13:30' })
			await page.locator('[data-save]').filter({ visible: true }).first().click()
			await expect(page.getByRole('dialog', { name: 'Connection' })).toBeVisible()
			await expectAccessible(page, 'connection', DIALOG)
			await page.keyboard.press('Escape')
			await openTeam(page)
			await benRow.getByRole('button', { name: BEN.name }).click()
			await benRow.getByLabel('Role').selectOption('Viewer')
			await expect(page.getByText('Ben Okafor is a viewer now').first()).toBeVisible()
			await ben.context().setOffline(false)
			const chip = ben.getByRole('button', { name: 'Needs you' }).filter({ visible: true }).first()
			await expect(chip).toBeVisible({ timeout: 30_000 })
			await chip.click()
			await expect(ben.getByText('Not taken by the server')).toBeVisible()
			await expectAccessible(ben, 'needs you', DIALOG)
			await ben.context().close()
		})

		test('the six views of an empty book', async ({ emptyBook: page }) => {
			for (const view of ['staff-day', ...VIEW_KEYS.map(([, name]) => name)]) {
				await page.goto(`/?view=${view}&date=2026-11-25`)
				await expect(page.getByText(/^Nothing booked/).first(), view).toBeVisible()
				await expectAccessible(page, `empty ${view}`)
			}
		})
	})
}
