/**
 * A calendar that somebody knows only the busy times of. With the clock of the world: the server tells busy times of the
 * months around its own today.
 */
import type { Browser, Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { bookByForm, expect, test } from './fixtures.ts'
import { ADA, BEN, foundTeam, inviteByLink, meOf, openTeam } from './team.ts'

const newPage = async (browser: Browser): Promise<Page> =>
	(await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' })).newPage()

/** Today's views open at the present hour, whatever it is. */
async function showTomorrow(page: Page): Promise<void> {
	const view = page.getByRole('region', { name: /^Staff day/ })
	await expect(view).toBeVisible()
	const today = (await view.getAttribute('aria-label')) ?? ''
	await page.keyboard.press('j')
	await expect(view).not.toHaveAttribute('aria-label', today)
}

/** A timeline draws what is in sight: on a phone that is the morning. */
const showAfternoon = (page: Page): Promise<void> =>
	page
		.getByRole('region', { name: /^Staff timeline/ })
		.evaluate((timeline) => timeline.scrollTo({ left: timeline.scrollWidth * 0.55 }))

/** Drawn as a picture, written into a card of the engine, or a row of the list. */
const busy = (page: Page) => {
	const name = /^Busy, 14:00 to 15:00, Mia$/
	return page
		.getByRole('img', { name })
		.or(page.getByText(name))
		.or(page.getByRole('row', { name }).and(page.locator('[data-key]')))
		.first()
}

test('a colleague sees when it is taken, in every view, and not by whom', async ({ server, browser }) => {
	const ada = await newPage(browser)
	await foundTeam(ada, server.address)
	await openTeam(ada)
	const link = await inviteByLink(ada)
	const ben = await newPage(browser)
	await ben.goto(link)
	await ben.getByLabel('Your name').fill(BEN.name)
	await ben.getByLabel('E-mail').fill(BEN.email)
	await ben.getByLabel('Password', { exact: true }).fill(BEN.password)
	await ben.getByRole('button', { name: 'Make the account and join' }).click()
	await expect(ben.getByRole('region', { name: /^Staff day/ })).toBeVisible()

	const [{ person }, { workspaces }] = [await meOf(ben), await meOf(ada)]
	const [workspace] = workspaces
	const shared = workspace?.calendars.find(({ kind }) => kind === 'shared')
	const granted = await ada.request.put(
		`${server.address}/api/workspaces/${workspace?.id}/calendars/${shared?.id}/access/${person.id}`,
		{ data: { level: 'busy' }, headers: { origin: server.address } }
	)
	expect(granted.ok(), ADA.name).toBe(true)
	await ada.keyboard.press('Escape')
	await expect(ada.getByRole('dialog')).toHaveCount(0)
	await showTomorrow(ada)
	await bookByForm(ada, { client: 'Anna Weber', start: '14:00', end: '15:00' })

	// Without a reload: the right was lowered while he was looking.
	await showTomorrow(ben)
	for (const key of ['s', 'r', 'd', 'w', 'm', 'l']) {
		await ben.keyboard.press(key)
		if (key === 'r') await showAfternoon(ben)
		await expect(busy(ben), key).toBeVisible()
		if (key === 's') await expectAccessible(ben, 'busy times')
		await busy(ben).click({ force: true })
		await expect(ben.getByRole('dialog'), key).toHaveCount(0)
		await expect(ben.getByText('Anna')).toHaveCount(0)
	}
	await ada.context().close()
	await ben.context().close()
})
