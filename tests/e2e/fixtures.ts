/** What every journey starts from: a server, a book, and a clock that stands still on a busy Wednesday morning. */
import { expect, test as base, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { startServer, type TestServer } from './server.ts'

/** 10:20 in the salon. */
export const NOW = new Date('2026-11-25T10:20:00+01:00')

interface WorkerFixtures {
	readonly sharedServer: TestServer
}
interface Fixtures {
	/** A server that this test may stop and start. */
	readonly server: TestServer
	/** A page with an empty book of Mia and Jonas. */
	readonly emptyBook: Page
	/** A page with the demo salon. */
	readonly demoBook: Page
}

export const test = base.extend<Fixtures, WorkerFixtures>({
	sharedServer: [
		async ({}, use) => {
			const server = await startServer()
			await use(server)
			await server.end()
		},
		{ scope: 'worker' }
	],
	baseURL: ({ sharedServer }, use) => use(sharedServer.address),
	context: async ({ context }, use) => {
		await stopTheClock(context)
		await use(context)
	},
	server: async ({}, use) => {
		const server = await startServer()
		await use(server)
		await server.end()
	},
	emptyBook: async ({ page }, use) => {
		await page.goto('/')
		await startEmptyBook(page)
		await use(page)
	},
	demoBook: async ({ page }, use) => {
		await page.goto('/')
		await startDemo(page)
		await use(page)
	}
})

export { expect }

export const stopTheClock = (context: BrowserContext): Promise<void> => context.clock.setFixedTime(NOW)

export async function startEmptyBook(page: Page): Promise<void> {
	await page.getByRole('button', { name: /^Start an empty book/ }).click()
	await page.getByLabel('Name of the business').fill('Studio North')
	await page.getByLabel('Who takes appointments').fill('Mia\nJonas')
	await page.getByRole('button', { name: 'Open the book' }).click()
	await expect(page.getByRole('region', { name: /^Staff day/ })).toBeVisible()
}

export async function startDemo(page: Page): Promise<void> {
	await page.getByRole('button', { name: /^Look around a demo/ }).click()
	await expect(page.getByRole('region', { name: /^Staff day/ })).toBeVisible()
	await expect(cards(page).first()).toBeVisible()
}

/** The appointments on the page, by their spoken names: `10:30 to 11:30, Anna Weber, with Mia, booked`. */
export const cards = (page: Page): Locator => named(page, /^(\d{1,2}:\d\d.{0,3} to |All day)/)
export const card = (page: Page, name: string): Locator =>
	named(page, new RegExp(`^(\\d{1,2}:\\d\\d.{0,3} to |All day).*${name}`))

/** The list shows rows, every other view buttons. */
const named = (page: Page, name: RegExp): Locator =>
	page.getByRole('button', { name }).or(page.getByRole('row', { name }).and(page.locator('[data-key]')))

/** Every edit so far lies in the storage of the browser. */
export async function saved(page: Page): Promise<void> {
	await expect(page.getByText('Saved on this device').filter({ visible: true }).first()).toBeVisible()
}

export const openNew = (page: Page): Promise<void> =>
	page
		.getByRole('button', { name: /^New( appointment)?$/ })
		.filter({ visible: true })
		.click()

export interface Booking {
	readonly client: string
	/** `10:30` */
	readonly start: string
	readonly end: string
	readonly people?: readonly string[]
}

/** By the form, as a person at the desk does it. */
export async function bookByForm(
	page: Page,
	{ client, start, end, people = ['Mia'] }: Booking
): Promise<void> {
	await openNew(page)
	const editor = page.getByRole('dialog', { name: 'New appointment' })
	await editor.getByLabel('Client').fill(client)
	for (const person of people) await editor.getByRole('checkbox', { name: person }).check({ force: true })
	await fillTime(editor, 'Start', start)
	await fillTime(editor, 'End', end)
	await editor.getByRole('button', { name: 'Book it' }).click()
	await expect(editor).toBeHidden()
	await expect(card(page, client)).toBeVisible()
}

async function fillTime(editor: Locator, label: string, time: string): Promise<void> {
	const field = editor.getByLabel(label, { exact: true })
	await field.fill(time)
	await field.press('Tab')
}
