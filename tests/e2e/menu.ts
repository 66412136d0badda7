import type { Page } from '@playwright/test'

/** Import, export, settings: behind the dots of the desk, behind "More" of the phone. */
export async function openFromMenu(
	page: Page,
	entry: 'Import…' | 'Export…' | 'Settings' | 'Share with your team…'
): Promise<void> {
	const tab = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' })
	if (await tab.isVisible()) {
		await tab.click()
		await page.getByRole('dialog').getByRole('button', { name: entry }).click()
		return
	}
	await page.getByRole('banner').getByRole('button', { name: 'More', exact: true }).click()
	await page.getByRole('menuitem', { name: entry }).click()
}
