import type { Page } from '@playwright/test'
import { openFromMenu } from './menu.ts'

/** Brings the one appointment or series of a calendar file into the open book, for this person. */
export async function bookFromFile(page: Page, text: string, person: string): Promise<void> {
	await openFromMenu(page, 'Import…')
	const dialog = page.getByRole('dialog', { name: 'Import appointments' })
	const file = { name: 'one.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) }
	await dialog.getByLabel('Calendar file').setInputFiles(file)
	await dialog.getByLabel('Put the new appointments with').selectOption(person)
	await dialog.getByRole('button', { name: /^Import 1/ }).click()
	await dialog.getByRole('button', { name: 'Show the book' }).click()
}
