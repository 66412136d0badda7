/** I1 on one device: what was called saved survives the sudden end of the browser. */
import { bookByForm, card, expect, saved, startEmptyBook, test } from './fixtures.ts'
import { openBrowser } from './browser.ts'

const BOOKINGS = [
	{ client: 'Anna Weber', start: '09:00', end: '10:00' },
	{ client: 'Ben Ostrowski', start: '11:00', end: '12:00' },
	{ client: 'Carla Nováková', start: '13:00', end: '14:00' }
]

test('a browser killed right after "Saved on this device" has lost nothing', async ({ server }, testInfo) => {
	// The window of this browser is that of a desk; once is enough.
	if (testInfo.project.name !== 'desktop') return
	const profile = testInfo.outputPath('profile')
	let browser = await openBrowser(profile)
	await browser.page.goto(server.address)
	await startEmptyBook(browser.page)
	for (const [n, booking] of BOOKINGS.entries()) {
		await bookByForm(browser.page, booking)
		await saved(browser.page)
		await browser.kill()

		browser = await openBrowser(profile)
		await browser.page.goto(`${server.address}/?view=staff-day&date=2026-11-25`)
		for (const { client } of BOOKINGS.slice(0, n + 1)) await expect(card(browser.page, client)).toBeVisible()
	}
	await browser.kill()
})
