/** Two people in one book when something is in the way: a network, a right, a server that dies or forgets. */
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import type { Level } from '#lib/core/account/level.ts'
import { runScript } from '../support/programs.ts'
import { bookByForm, card, expect, stopTheClock, test } from './fixtures.ts'
import type { TestServer } from './server.ts'
import { acceptInvitation, BEN, foundTeam, inviteByLink, joinBy, lookAt, meOf, openTeam } from './team.ts'

const ANNA = { client: 'Anna Weber', start: '10:30', end: '11:30' }
const BERT = { client: 'Bert Simon', start: '12:00', end: '12:30' }
const CEM = { client: 'Cem Yildiz', start: '13:00', end: '13:30' }
const CLEO = { name: 'Cleo Marin', email: 'cleo@example.org', password: 'a third long word' }

/** Ada's book with Anna in it, and a link for one colleague. */
async function found(page: Page, { address }: TestServer): Promise<string> {
	await foundTeam(page, address)
	await bookByForm(page, ANNA)
	return invite(page)
}

async function invite(page: Page): Promise<string> {
	await openTeam(page)
	const link = await inviteByLink(page)
	await page.keyboard.press('Escape')
	await expect(page.getByRole('dialog')).toHaveCount(0)
	return link
}

async function joined(browser: Browser, link: string): Promise<Page> {
	const ben = await joinBy(browser, link)
	await expect(card(ben, ANNA.client)).toBeVisible()
	return ben
}

const synced = (page: Page) =>
	expect(page.getByRole('button', { name: /^Synced$/ }).filter({ visible: true })).toBeVisible({
		timeout: 20_000
	})

async function openInbox(page: Page) {
	await page.getByRole('main').focus()
	await page.keyboard.press('i')
	return page.getByRole('dialog', { name: 'Inbox' })
}

/** What Ada gives and takes in the book's own calendar. */
async function share(ada: Page, address: string, member: string, level: Level): Promise<void> {
	const [book] = (await meOf(ada)).workspaces
	const calendar = book?.calendars.find(({ kind }) => kind === 'shared')
	const given = await ada.request.put(
		`${address}/api/workspaces/${book?.id}/calendars/${calendar?.id}/access/${member}`,
		{ data: { level }, headers: { origin: address } }
	)
	expect(given.ok()).toBe(true)
}

test('the same hour promised on two offline devices is marked for both, with what is free next to it', async ({
	page,
	server,
	browser
}) => {
	const ben = await joined(browser, await found(page, server))
	await page.context().setOffline(true)
	await ben.context().setOffline(true)
	await bookByForm(page, { ...BERT, people: ['Mia'] })
	await bookByForm(ben, { ...CEM, start: BERT.start, end: BERT.end, people: ['Mia'] })
	await expect(card(page, 'overlaps')).toHaveCount(0)
	await page.context().setOffline(false)
	await ben.context().setOffline(false)
	for (const one of [page, ben]) {
		await expect(card(one, `${BERT.client}.*overlaps 1 other`)).toBeVisible({ timeout: 20_000 })
		await expect(card(one, `${CEM.client}.*overlaps 1 other`)).toBeVisible()
		const inbox = await openInbox(one)
		await inbox.getByText('Overlaps (1)').click()
		await expect(inbox.getByText('Mia', { exact: true })).toBeVisible()
		await expect(inbox.getByText('Free next:')).toHaveCount(2)
	}
	await ben
		.getByRole('dialog', { name: 'Inbox' })
		.getByRole('button', { name: /^Move Cem Yildiz to / })
		.first()
		.click()
	for (const one of [page, ben]) {
		await expect(one.getByRole('dialog', { name: 'Inbox' })).toContainText('Nobody is promised twice')
		await expect(card(one, 'overlaps')).toHaveCount(0)
	}
	await ben.context().close()
})

test('a right taken away and given back: out at once, the edit is kept, and done again', async ({
	page,
	server,
	browser
}) => {
	const ben = await joined(browser, await found(page, server))
	const { id } = (await meOf(ben)).person
	await ben.context().grantPermissions(['clipboard-read', 'clipboard-write'])

	await share(page, server.address, id, 'none')
	await expect(card(ben, ANNA.client)).toHaveCount(0)
	await share(page, server.address, id, 'write')
	await expect(card(ben, ANNA.client)).toBeVisible()

	await ben.context().setOffline(true)
	await bookByForm(ben, CEM)
	await share(page, server.address, id, 'none')
	await ben.context().setOffline(false)
	const needsYou = ben.getByRole('button', { name: 'Needs you', exact: true }).filter({ visible: true })
	await expect(needsYou).toBeVisible({ timeout: 20_000 })
	await expect(card(ben, '(Weber|Yildiz)')).toHaveCount(0)
	const inbox = await openInbox(ben)
	await expect(inbox.getByRole('listitem').first()).toContainText('Booked “Cem Yildiz”')
	await inbox.getByRole('button', { name: /^Copy text/ }).click()
	await expect(ben.getByText('Copied', { exact: true }).first()).toBeVisible()
	expect(await ben.evaluate(() => navigator.clipboard.readText())).toContain(
		'Cem Yildiz · Wed 25 Nov, 13:00–13:30'
	)
	await expect(inbox.getByRole('button', { name: /^Do it again/ })).toHaveCount(0)
	await expect(card(page, CEM.client)).toHaveCount(0)

	await share(page, server.address, id, 'write')
	await inbox.getByRole('button', { name: /^Do it again/ }).click()
	await expect(inbox).toContainText('Nothing needs you')
	for (const one of [page, ben]) await expect(card(one, CEM.client)).toBeVisible()
	await ben.context().close()
})

test('where WebSockets are blocked it goes by HTTP, says so, and goes back when they are not', async ({
	page,
	server,
	browser
}) => {
	const link = await found(page, server)
	const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' })
	await stopTheClock(context)
	let isBlocked = true
	await context.routeWebSocket(/\/sync/, async (socket) => {
		if (isBlocked) await socket.close({ code: 4999 })
		else socket.connectToServer()
	})
	const ben = await context.newPage()
	await acceptInvitation(ben, link)
	await expect(card(ben, ANNA.client)).toBeVisible({ timeout: 20_000 })
	await bookByForm(ben, CEM)
	await expect(card(page, CEM.client)).toBeVisible()
	await bookByForm(page, BERT)
	await expect(card(ben, BERT.client)).toBeVisible()
	await ben
		.getByRole('button', { name: /^Synced/ })
		.filter({ visible: true })
		.click()
	const connection = ben.getByRole('dialog', { name: 'Connection' })
	await expect(connection).toContainText('Connected by HTTP: WebSockets are blocked here')

	await connection.getByRole('button', { name: 'Try now' }).click()
	await expect(connection).toContainText('Connected by HTTP')
	isBlocked = false
	await connection.getByRole('button', { name: 'Try now' }).click()
	await expect(connection).toContainText('The others see your changes at once')
	await bookByForm(page, { client: 'Lena Vogt', start: '15:00', end: '15:30' })
	await expect(card(ben, 'Lena Vogt')).toBeVisible()
	await context.close()
})

test('a server that is killed, and one that came back from a backup, lose nothing of anybody', async ({
	page,
	server,
	browser,
	request
}, { outputDir }) => {
	const ben = await joined(browser, await found(page, server))
	await synced(page)
	const backup = join(outputDir, 'backup')
	const inFolder = { DATA_DIR: server.folder }
	const saved = await runScript('server/launch/backup.mjs', [backup], inFolder)
	expect(saved.code, saved.output).toBe(0)
	const lost = await invite(page)
	expect((await lookAt(request, lost)).status()).toBe(200)

	await server.stop()
	await bookByForm(page, BERT)
	await bookByForm(ben, CEM)
	await server.start()
	await expect(card(page, CEM.client)).toBeVisible({ timeout: 20_000 })
	await expect(card(ben, BERT.client)).toBeVisible({ timeout: 20_000 })
	await synced(page)
	await synced(ben)

	await server.stop()
	const restored = await runScript('server/launch/restore.mjs', [backup], inFolder)
	expect(restored.code, restored.output).toBe(0)
	await server.start()
	await synced(page)
	await synced(ben)
	expect((await lookAt(request, lost)).status(), 'the server is the older one').toBe(404)
	const cleo = await joinBy(browser, await invite(page), CLEO)
	for (const { client } of [ANNA, BERT, CEM])
		await expect(card(cleo, client)).toBeVisible({ timeout: 20_000 })
	await cleo.context().close()
	await ben.context().close()
})

test('three tabs are one person, gone when the last is closed; an edit is painted in whatever view is open', async ({
	page,
	server,
	browser
}) => {
	const ben = await joined(browser, await found(page, server))
	const tabs = [ben, await ben.context().newPage(), await ben.context().newPage()] as const
	const [, timeline, month] = tabs
	await timeline.goto(`${server.address}/?view=timeline&date=2026-11-25`)
	await month.goto(`${server.address}/?view=month&date=2026-11-25`)
	for (const tab of tabs)
		await expect(tab.getByRole('button', { name: '1 other here: Ada Lind' })).toBeVisible()
	const others = page.getByRole('button', { name: `1 other here: ${BEN.name}` })
	await expect(others).toBeVisible()

	await bookByForm(page, BERT)
	for (const tab of tabs) await expect(card(tab, BERT.client)).toBeVisible()
	await card(page, BERT.client).focus()
	await page.keyboard.press('Alt+ArrowDown')
	for (const tab of tabs) await expect(card(tab, BERT.client)).toHaveAccessibleName(/^12:15 to 12:45/)
	await card(page, BERT.client).focus()
	await page.keyboard.press('Delete')
	for (const tab of tabs) await expect(card(tab, BERT.client)).toHaveCount(0)

	await month.close()
	await timeline.close()
	await expect(ben.getByRole('button', { name: '1 other here: Ada Lind' })).toBeVisible()
	await expect(others).toBeVisible()
	await ben.close()
	await expect(page.getByRole('button', { name: /other.* here/ })).toHaveCount(0)
	await ben.context().close()
})
