import { withLongNotes } from './calendar-files.ts'
import { bookByForm, card, expect, saved, startEmptyBook, test } from './fixtures.ts'
import { openFromMenu } from './menu.ts'

test('with storage refused the book runs in memory and says so', async ({ page }) => {
	await page.addInitScript(() => {
		Object.defineProperty(window, 'indexedDB', {
			get() {
				throw new DOMException('The operation is insecure', 'SecurityError')
			}
		})
	})
	await page.goto('/')
	await expect(page.getByText('This browser keeps nothing')).toBeVisible()
	await startEmptyBook(page)
	await expect(page.getByText('Running in memory')).toBeVisible()
	await bookByForm(page, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	await expect(card(page, 'Anna Weber')).toBeVisible()
})

test('a store that never opens is the same', async ({ page }) => {
	await page.addInitScript(() => {
		IDBFactory.prototype.open = () => {
			throw new DOMException(
				'A mutation operation was attempted on a database that did not allow it',
				'InvalidStateError'
			)
		}
	})
	await page.goto('/')
	await startEmptyBook(page)
	await expect(page.getByText('Running in memory')).toBeVisible()
})

test.describe('with little room', () => {
	test('a full disk is said, nothing is lost, and saving goes on when there is room', async ({
		page,
		baseURL
	}) => {
		const session = await page.context().newCDPSession(page)
		await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL!, quotaSize: 600_000 })
		await page.goto('/')
		await startEmptyBook(page)
		await bookByForm(page, { client: 'Anna Weber', start: '09:00', end: '10:00' })
		await saved(page)

		await openFromMenu(page, 'Import…')
		const dialog = page.getByRole('dialog', { name: 'Import appointments' })
		await dialog.getByLabel('Calendar file').setInputFiles({
			name: 'much.ics',
			mimeType: 'text/calendar',
			buffer: Buffer.from(withLongNotes(1_500))
		})
		await dialog.getByRole('button', { name: /^Import 1,500/ }).click()
		await dialog.getByRole('button', { name: 'Show the book' }).click()
		await expect(page.getByText('There is no room left on this device')).toBeVisible()
		await expect(card(page, 'Anna Weber')).toBeVisible()
		await bookByForm(page, { client: 'Ben Ostrowski', start: '11:00', end: '12:00' })

		await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL! })
		await expect(page.getByText('Running in memory')).toBeHidden({ timeout: 30_000 })
		await saved(page)
		await page.reload()
		await expect(card(page, 'Anna Weber')).toBeVisible()
		await expect(card(page, 'Ben Ostrowski')).toBeVisible()
	})
})
