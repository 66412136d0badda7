/** Accounts as a person meets them: the first one, a shared book, a link, a lost session, a lost password, a passkey. */
import type { BrowserContext, Locator, Page } from '@playwright/test'
import { bookByForm, card, expect, startDemo, startEmptyBook, stopTheClock, test } from './fixtures.ts'
import { openFromMenu } from './menu.ts'

const PASSWORD = 'correct horse battery'
const ADA = { name: 'Ada Byron', email: 'ada@example.org' }
const BEA = { name: 'Bea Novak', email: 'bea@example.org' }

const password = (where: Page | Locator) => where.getByLabel('Password', { exact: true })

async function fillSignUp(where: Page | Locator, { name, email }: typeof ADA): Promise<void> {
	await where.getByLabel('Your name').fill(name)
	await where.getByLabel('E-mail address').fill(email)
	await password(where).fill(PASSWORD)
}

/** The first account of a new server, made on the way to sharing the book that is open. */
async function shareAsFounder(page: Page, address: string): Promise<void> {
	await page.goto(address)
	await startEmptyBook(page)
	await share(page)
}

async function share(page: Page): Promise<void> {
	await openFromMenu(page, 'Share with your team…')
	const dialog = page.getByRole('dialog')
	await expect(dialog.getByText('Nobody has an account on this server yet')).toBeVisible()
	await fillSignUp(dialog, ADA)
	await dialog.getByRole('button', { name: 'Make the account and share' }).click()
	await expect(dialog.getByText('is on the server now')).toBeVisible()
	await dialog.getByRole('button', { name: 'Done' }).click()
	// The account has heard of its new book.
	await page.waitForFunction(() => /"workspaces":\[\{/.test(localStorage.getItem('daybook.account') ?? ''))
}

async function openAccount(page: Page): Promise<Locator> {
	await openFromMenu(page, 'Settings')
	const dialog = page.getByRole('dialog', { name: 'Settings' })
	await dialog.getByRole('button', { name: 'Account' }).click()
	return dialog
}

/** What an owner does under Team, whose own journeys are told elsewhere. Without a body it only reads. */
async function ask<Answer>(page: Page, path: string, body?: object): Promise<Answer> {
	return page.evaluate(
		async ({ below, sent }) => {
			const stored = localStorage.getItem('daybook.account') ?? '{}'
			const { workspaces } = JSON.parse(stored) as { workspaces: { id: string }[] }
			const answer = await fetch(`/api/workspaces/${workspaces[0]?.id}${below}`, {
				method: sent === null ? 'GET' : 'POST',
				headers: { 'content-type': 'application/json' },
				body: sent
			})
			return (await answer.json()) as Answer
		},
		{ below: path, sent: body ? JSON.stringify(body) : null }
	)
}

const invite = (page: Page, uses: 'once' | 'many' = 'once') =>
	ask<{ link: string }>(page, '/invitations', { role: 'member', uses, days: 7 })

async function joinByLink(page: Page, link: string): Promise<void> {
	await page.goto(link)
	await expect(page.getByRole('heading', { name: 'Join Studio North' })).toBeVisible()
	await expect(page.getByText('Ada Byron invites you as a member')).toBeVisible()
	await fillSignUp(page, BEA)
	await page.getByRole('button', { name: 'Make the account and join' }).click()
	await expect(page).toHaveTitle('Studio North')
}

async function withSecond(context: BrowserContext, use: (page: Page) => Promise<void>): Promise<void> {
	const second = await context.browser()!.newContext()
	await stopTheClock(second)
	await use(await second.newPage())
	await second.close()
}

test('the first person of a new server becomes its owner and starts with a shared book', async ({
	page,
	server
}) => {
	await page.goto(server.address)
	await page.getByRole('button', { name: 'Set up this server for your team' }).click()
	await page.getByRole('button', { name: 'Make the account' }).click()
	await expect(page.getByText('Give your name, as colleagues know you')).toBeVisible()
	await expect(page.getByText('Take at least 10 characters')).toBeVisible()
	await fillSignUp(page, ADA)
	await page.getByRole('button', { name: 'Make the account' }).click()
	await expect(page.getByRole('heading', { name: 'Books of Ada Byron' })).toBeVisible()
	await startEmptyBook(page)
	await expect(page.getByText('The book is on your server, too')).toBeVisible()
	const settings = await openAccount(page)
	await expect(settings.getByText('the first account of this server')).toBeVisible()
	await expect(settings.getByRole('listitem').getByText('This device')).toBeVisible()
})

test('a book begun without an account is shared in one step, with what is in it', async ({
	page,
	server,
	context
}) => {
	await page.goto(server.address)
	await startEmptyBook(page)
	await bookByForm(page, { client: 'Anna Weber', start: '10:30', end: '11:30' })
	await share(page)
	const { link } = await invite(page)
	await withSecond(context, async (second) => {
		await joinByLink(second, link)
		await expect(card(second, 'Anna Weber')).toBeVisible()
	})
})

test('a demo says that it cannot be shared', async ({ page, server }) => {
	await page.goto(server.address)
	await startDemo(page)
	await openFromMenu(page, 'Share with your team…')
	const dialog = page.getByRole('dialog')
	await expect(dialog.getByText('This is the demo: it stays on this device')).toBeVisible()
	await expect(dialog.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0)
})

test('a link that was used up or is cut off says so and what would help', async ({
	page,
	server,
	context
}) => {
	await shareAsFounder(page, server.address)
	const { link } = await invite(page, 'once')
	await withSecond(context, (second) => joinByLink(second, link))
	await withSecond(context, async (third) => {
		await third.goto(link)
		await expect(third.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible()
		await expect(third.getByText('Ask for a new link')).toBeVisible()
		await third.goto(`${server.address}/join`)
		await expect(third.getByText('A part of the link is missing')).toBeVisible()
		await third.goto(`${server.address}/reset#nonsense`)
		await third.getByLabel('New password').fill(PASSWORD)
		await third.getByRole('button', { name: 'Set the password' }).click()
		await expect(third.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
	})
})

test('signing out counts what is here only, takes the book off the device, and signing in brings it back', async ({
	page,
	server,
	context
}) => {
	await shareAsFounder(page, server.address)
	await expect.poll(() => roomsOnDevice(page)).toBeGreaterThan(0)
	const dialog = page.getByRole('dialog', { name: 'Sign out' })
	const askToLeave = async () => {
		const settings = await openAccount(page)
		await settings.getByRole('button', { name: 'Sign out…' }).click()
	}
	await askToLeave()
	await expect(dialog.getByText('Everything is on the server')).toBeVisible()
	await dialog.getByRole('button', { name: 'Stay signed in' }).click()
	await context.setOffline(true)
	await bookByForm(page, { client: 'Anna Weber', start: '10:30', end: '11:30' })
	await askToLeave()
	await expect(dialog.getByText('One change is on this device only')).toBeVisible()
	await expect(dialog.getByRole('button', { name: 'Sign out and lose it' })).toBeVisible()
	await context.setOffline(false)
	// It goes to the server while the dialog waits.
	await expect(dialog.getByText('Everything is on the server')).toBeVisible({ timeout: 30_000 })
	await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
	await expect(page.getByRole('button', { name: /^Start an empty book/ })).toBeVisible()
	await expect.poll(() => roomsOnDevice(page)).toBe(0)
	await page.getByRole('button', { name: 'Sign in to open a book of your team' }).click()
	await page.getByLabel('E-mail address').fill(ADA.email)
	await password(page).fill('not the password')
	await page.getByRole('button', { name: 'Sign in', exact: true }).click()
	await expect(page.getByText('The address or the password is not right')).toBeVisible()
	await expect(page.getByLabel('E-mail address')).toHaveValue(ADA.email)
	await password(page).fill(PASSWORD)
	await page.getByRole('button', { name: 'Sign in', exact: true }).click()
	await expect(card(page, 'Anna Weber')).toBeVisible()
})

/** Databases of the browser that hold a document of a book. */
const roomsOnDevice = (page: Page): Promise<number> =>
	page.evaluate(async () => {
		const all = await indexedDB.databases()
		return all.filter(({ name }) => /^daybook\/[wc]\./.test(name ?? '')).length
	})

test('a session that ended is said quietly, nothing stops, and signing in again goes on', async ({
	page,
	server,
	context
}) => {
	await shareAsFounder(page, server.address)
	await context.clearCookies()
	await page.reload()
	const notice = page.getByRole('status').filter({ hasText: 'Signed out. Everything works' })
	await expect(notice).toBeVisible()
	await bookByForm(page, { client: 'Anna Weber', start: '10:30', end: '11:30' })
	await notice.getByRole('button', { name: 'Sign in' }).click()
	const dialog = page.getByRole('dialog', { name: 'Sign in again' })
	await expect(dialog.getByLabel('E-mail address')).toHaveValue(ADA.email)
	await password(dialog).fill(PASSWORD)
	await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
	await expect(dialog).toBeHidden()
	await expect(notice).toBeHidden()
	await expect(card(page, 'Anna Weber')).toBeVisible()
})

test('a link to a new password signs every device out and works once', async ({ page, server, context }) => {
	await shareAsFounder(page, server.address)
	const { link: invitation } = await invite(page)
	await withSecond(context, async (second) => {
		await joinByLink(second, invitation)
		const members = await ask<{ id: string; name: string }[]>(page, '/members')
		const bea = members.find(({ name }) => name === BEA.name)
		const { link } = await ask<{ link: string }>(page, `/members/${bea?.id}/reset`, {})
		await second.goto(link)
		await second.getByLabel('New password').fill('short')
		await second.getByRole('button', { name: 'Set the password' }).click()
		await expect(second.getByText('Take at least 10 characters')).toBeVisible()
		await second.getByLabel('New password').fill('another horse battery')
		await second.getByRole('button', { name: 'Set the password' }).click()
		await expect(second.getByRole('heading', { name: 'Your password is changed' })).toBeVisible()
		await second.getByLabel('E-mail address').fill(BEA.email)
		await password(second).fill('another horse battery')
		await second.getByRole('button', { name: 'Sign in', exact: true }).click()
		await expect(second).toHaveTitle('Studio North')
		await second.goto(link)
		await second.getByLabel('New password').fill('a third horse battery')
		await second.getByRole('button', { name: 'Set the password' }).click()
		await expect(second.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
	})
})

test('a passkey is added, signs in, and is removed; other devices are signed out', async ({
	page,
	server,
	context
}) => {
	// Browsers take passkeys for names only, never for an address made of numbers.
	const address = server.address.replace('127.0.0.1', 'localhost')
	const session = await context.newCDPSession(page)
	await session.send('WebAuthn.enable')
	await session.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	})
	await shareAsFounder(page, address)
	const settings = await openAccount(page)
	await settings.getByRole('button', { name: 'Add a passkey' }).click()
	await expect(settings.getByRole('button', { name: /^Remove / })).toBeVisible()
	await settings.getByRole('button', { name: 'Close' }).click()
	// Elsewhere: the cookie is gone, the passkey is not.
	await context.clearCookies()
	await page.reload()
	await page
		.getByRole('status')
		.filter({ hasText: 'Signed out. Everything works' })
		.getByRole('button', { name: 'Sign in' })
		.click()
	await page.getByRole('button', { name: 'Use a passkey' }).click()
	await expect(page.getByText('Signed in as Ada Byron')).toBeVisible()
	const again = await openAccount(page)
	await again.getByRole('button', { name: 'Sign out all others' }).click()
	await expect(again.getByRole('button', { name: 'Sign out all others' })).toBeHidden()
	await again.getByRole('button', { name: /^Remove / }).click()
	await again.getByRole('button', { name: /^Remove / }).click()
	await expect(again.getByRole('button', { name: /^Remove / })).toHaveCount(0)
})
