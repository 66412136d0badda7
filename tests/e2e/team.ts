/** A book of a team on a server of its own: Ada has founded it, others come by her invitation. */
import type { APIRequestContext, Browser, Locator, Page } from '@playwright/test'
import type { Me } from '#lib/core/account/person.ts'
import { expect, startEmptyBook, stopTheClock } from './fixtures.ts'
import { openFromMenu } from './menu.ts'

export const ADA = { name: 'Ada Lind', email: 'ada@example.org', password: 'a long enough word' }
export const BEN = { name: 'Ben Okafor', email: 'ben@example.org', password: 'another long word' }

/** By the page, as a person does it. */
export async function foundTeam(page: Page, address: string): Promise<void> {
	await page.goto(address)
	await startEmptyBook(page)
	await openTeam(page)
	await page.getByRole('button', { name: 'Share with your team…' }).click()
	const dialog = page.getByRole('dialog', { name: 'Share with your team' })
	await dialog.getByLabel('Your name').fill(ADA.name)
	await dialog.getByLabel('E-mail').fill(ADA.email)
	await dialog.getByLabel('Password', { exact: true }).fill(ADA.password)
	await dialog.getByRole('button', { name: 'Make the account and share' }).click()
	await dialog.getByRole('button', { name: 'Done' }).click()
	await expect(page.getByRole('dialog')).toHaveCount(0)
}

export async function openTeam(page: Page): Promise<void> {
	await openFromMenu(page, 'Settings')
	await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Team' }).click()
}

/** The link stands in its field, this once. */
export async function inviteByLink(page: Page, role?: string): Promise<string> {
	await page.getByRole('button', { name: 'Invite…' }).click()
	const form = page.getByRole('form', { name: 'Invite' })
	if (role !== undefined) await form.getByLabel('They join as').selectOption({ label: role })
	await form.getByRole('button', { name: 'Make the link' }).click()
	const field = page.getByRole('textbox', { name: 'Invitation link' })
	await expect(field).toHaveValue(/\/join#\S+$/)
	return field.inputValue()
}

/** In a browser of their own, by the page behind the link. */
export async function joinBy(browser: Browser, link: string, person = BEN): Promise<Page> {
	const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' })
	await stopTheClock(context)
	const page = await context.newPage()
	await acceptInvitation(page, link, person)
	return page
}

export async function acceptInvitation(page: Page, link: string, person = BEN): Promise<void> {
	await page.goto(link)
	await page.getByLabel('Your name').fill(person.name)
	await page.getByLabel('E-mail').fill(person.email)
	await page.getByLabel('Password', { exact: true }).fill(person.password)
	await page.getByRole('button', { name: 'Make the account and join' }).click()
	await expect(page.getByRole('region', { name: /^Staff day/ })).toBeVisible()
}

/** Beside the month; on a phone behind "More". */
export async function openCalendarList(page: Page): Promise<Locator> {
	const more = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' })
	if (await more.isVisible()) await more.click()
	return page.getByRole('region', { name: 'Calendars' }).filter({ visible: true })
}

/** What a link still opens, without opening it. */
export function lookAt(request: APIRequestContext, link: string) {
	const { origin, hash } = new URL(link)
	const data = { code: hash.slice(1) }
	return request.post(`${origin}/api/invitations/look`, { data, headers: { origin } })
}

/** What the server says of the person of this page. */
export async function meOf(page: Page): Promise<Me> {
	const answer = await page.request.get(new URL('/api/me', page.url()).href)
	return (await answer.json()) as Me
}
