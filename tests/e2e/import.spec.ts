import type { Page } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { FROM_GOOGLE, HALF_BROKEN, NOT_A_CALENDAR } from './calendar-files.ts'
import { card, cards, expect, saved, test } from './fixtures.ts'
import { openFromMenu } from './menu.ts'

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Import appointments' })

async function pick(page: Page, name: string, text: string): Promise<void> {
	await openFromMenu(page, 'Import…')
	await dialog(page)
		.getByLabel('Calendar file')
		.setInputFiles({ name, mimeType: 'text/calendar', buffer: Buffer.from(text) })
}

async function drop(page: Page, name: string, text: string): Promise<void> {
	const files = await page.evaluateHandle(
		([fileName, content]) => {
			const transfer = new DataTransfer()
			transfer.items.add(new File([content!], fileName!, { type: 'text/calendar' }))
			return transfer
		},
		[name, text]
	)
	await page.getByRole('main').dispatchEvent('dragenter', { dataTransfer: files })
	await expect(page.getByText('Drop the calendar file to look at it')).toBeVisible()
	await page.getByRole('main').dispatchEvent('drop', { dataTransfer: files })
}

test('a calendar of Google is looked at, imported, and taken back with one undo', async ({
	emptyBook: page
}) => {
	await drop(page, 'studio.ics', FROM_GOOGLE)
	await expect(dialog(page).getByRole('button', { name: /^3 New/i })).toBeVisible()
	await expect(cards(page)).toHaveCount(0)
	await dialog(page).getByRole('button', { name: 'Import 3 appointments' }).click()
	await expect(dialog(page).getByText('3 appointments imported')).toBeVisible()
	await dialog(page).getByRole('button', { name: 'Show the book' }).click()

	await page.goto('/?view=day&date=2026-11-25')
	await expect(page.getByRole('button', { name: /^15:00 to 16:00, Dora Ek/ })).toBeVisible()
	await expect(
		page.getByRole('button', { name: /^08:30 to 09:00, Weekly with.*two li.*repeats/ })
	).toBeVisible()
	await expect(page.getByRole('button', { name: /^All day, Closed for painting/ })).toBeVisible()
	await saved(page)
	await page.goto('/?view=day&date=2026-11-18')
	await expect(page.getByRole('main')).toBeVisible()
	await expect(card(page, 'Weekly')).toHaveCount(0)
})

test('the same file twice changes nothing', async ({ emptyBook: page }) => {
	await pick(page, 'studio.ics', FROM_GOOGLE)
	await dialog(page).getByRole('button', { name: 'Import 3 appointments' }).click()
	await dialog(page).getByRole('button', { name: 'Show the book' }).click()
	await pick(page, 'studio.ics', FROM_GOOGLE)
	await expect(dialog(page).getByRole('button', { name: 'Nothing to import' })).toBeDisabled()
	await expect(dialog(page).getByRole('button', { name: /^3 Unchanged/i })).toBeVisible()
})

test('one undo takes the whole import back', async ({ emptyBook: page }) => {
	await pick(page, 'studio.ics', FROM_GOOGLE)
	await dialog(page).getByRole('button', { name: 'Import 3 appointments' }).click()
	await dialog(page).getByRole('button', { name: 'Undo the import' }).click()
	await page.goto('/?view=month&date=2026-11-25')
	await expect(page.getByRole('main')).toBeVisible()
	await saved(page)
	await expect(cards(page)).toHaveCount(0)
})

test('what cannot be read is listed with its reason and harms nothing else', async ({ emptyBook: page }) => {
	await pick(page, 'half.ics', HALF_BROKEN)
	await expect(dialog(page).getByRole('button', { name: /^1 New/i })).toBeVisible()
	await expect(dialog(page).getByRole('button', { name: /^2 /i })).toBeVisible()
	await dialog(page).getByRole('button', { name: 'Import 1 appointment' }).click()
	await dialog(page).getByRole('button', { name: 'Show the book' }).click()
	await page.goto('/?view=day&date=2026-11-25')
	await expect(page.getByRole('button', { name: /^11:00 to 12:00, Still readable/ })).toBeVisible()
})

test('a file that is no calendar is refused with a sentence', async ({ emptyBook: page }) => {
	await pick(page, 'clients.csv', NOT_A_CALENDAR)
	await expect(dialog(page).getByRole('alert')).toContainText('cannot be imported')
	await dialog(page).getByRole('button', { name: 'Close' }).first().click()
	await expect(page.getByRole('region', { name: /^Staff day/ })).toBeVisible()
})

test('a file of 50 MB shows its progress, can be cancelled, and leaves the book as it was', async ({
	emptyBook: page
}, testInfo) => {
	if (testInfo.project.name !== 'desktop') return
	const event = (n: number) =>
		`BEGIN:VEVENT\r\nUID:${n}@large\r\nDTSTAMP:20261120T080000Z\r\nSUMMARY:Number ${n}\r\n` +
		`DTSTART:2026112${n % 8}T100000Z\r\nDTEND:2026112${n % 8}T110000Z\r\nDESCRIPTION:${'x'.repeat(400)}\r\nEND:VEVENT\r\n`
	const events = Array.from({ length: 90_000 }, (_, n) => event(n)).join('')
	const file = testInfo.outputPath('large.ics')
	await writeFile(file, `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//e2e//EN\r\n${events}END:VCALENDAR\r\n`)
	await openFromMenu(page, 'Import…')
	await dialog(page).getByLabel('Calendar file').setInputFiles(file)
	await expect(dialog(page).getByRole('progressbar')).toBeVisible()
	await dialog(page).getByRole('button', { name: 'Cancel' }).click()
	await expect(dialog(page).getByText('Nothing of it was kept')).toBeVisible()
})
