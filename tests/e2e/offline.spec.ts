import { bookByForm, card, expect, saved, startEmptyBook, test } from './fixtures.ts'

test.use({ serviceWorkers: 'allow' })

test('after the first visit everything opens and keeps edits with the server stopped', async ({
	page,
	server
}) => {
	await page.goto(server.address)
	await startEmptyBook(page)
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
	await server.stop()

	await page.reload()
	await bookByForm(page, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	for (const view of ['staff-day', 'timeline', 'day', 'week', 'month', 'list']) {
		await page.goto(`${server.address}/?view=${view}&date=2026-11-25`)
		await expect(card(page, 'Anna Weber').first(), view).toBeVisible()
	}
	await page.goto(`${server.address}/?view=staff-day&date=2026-11-25`)
	await card(page, 'Anna Weber').click()
	const editor = page.getByRole('dialog')
	await editor.getByLabel('Note').fill('Called while the line was down')
	await editor.getByRole('button', { name: 'Save' }).click()
	await saved(page)
	await page.reload()
	await card(page, 'Anna Weber').click()
	await expect(page.getByRole('dialog').getByLabel('Note')).toHaveValue('Called while the line was down')
})

test('offline with nothing waiting is said, not shown as an error', async ({ page, context, server }) => {
	await page.goto(server.address)
	await startEmptyBook(page)
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
	await context.setOffline(true)
	await expect(
		page.getByText('Saved on this device · offline').filter({ visible: true }).first()
	).toBeVisible()
	await expect(page.getByRole('alert')).toHaveCount(0)
})
