/** Two people in one book: each sees the other at work, and what happened while one of them was away. */
import type { Page } from '@playwright/test'
import { bookByForm, card, expect, NOW, test } from './fixtures.ts'
import { foundTeam, inviteByLink, joinBy, openTeam } from './team.ts'

const ANNA = { client: 'Anna Weber', start: '10:30', end: '11:30' }

async function together(page: Page, address: string, role?: string): Promise<string> {
	await foundTeam(page, address)
	await bookByForm(page, ANNA)
	await openTeam(page)
	const link = await inviteByLink(page, role)
	await page.keyboard.press('Escape')
	await expect(page.getByRole('dialog')).toHaveCount(0)
	return link
}

test('each sees who is here, what they have open and where they drag it', async ({
	page,
	server,
	browser
}) => {
	const ben = await joinBy(browser, await together(page, server.address))
	await expect(card(ben, 'Anna Weber')).toBeVisible()
	const others = page.getByRole('button', { name: '1 other here: Ben Okafor' })
	await expect(others).toBeVisible()
	await expect(ben.getByRole('button', { name: '1 other here: Ada Lind' })).toBeVisible()

	await card(ben, 'Anna Weber').click()
	await expect(card(page, 'Anna Weber.*Ben Okafor has it open')).toBeVisible()
	await others.click()
	await expect(page.getByRole('dialog', { name: 'Here now' })).toContainText('has Anna Weber open')
	await page.keyboard.press('Escape')
	await ben.keyboard.press('Escape')
	await expect(card(page, 'Anna Weber.*has it open')).toHaveCount(0)

	const box = await card(ben, 'Anna Weber').boundingBox()
	if (!box) throw new Error('The card is not on the screen')
	await ben.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
	await ben.mouse.down()
	await ben.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 120, { steps: 6 })
	await expect(page.locator('[data-peer="Ben Okafor"]').first()).toContainText('Ben Okafor: Anna Weber')
	await expect(card(page, 'Anna Weber.*Ben Okafor is moving it')).toBeVisible()
	await ben.mouse.up()
	await expect(page.locator('[data-peer]')).toHaveCount(0)
	await expect(card(page, 'Anna Weber')).not.toHaveAccessibleName(/^10:30/)

	await ben.context().close()
	await expect(others).toHaveCount(0)
})

test('what is done away waits on the device, is sent, and the others’ changes are told', async ({
	page,
	server,
	browser
}) => {
	const ben = await joinBy(browser, await together(page, server.address))
	await expect(card(ben, 'Anna Weber')).toBeVisible()
	await ben.context().setOffline(true)
	await bookByForm(ben, { client: 'Cem Yildiz', start: '13:00', end: '13:30' })
	const chip = ben.getByRole('button', { name: '1 waiting, saved here' }).filter({ visible: true })
	await chip.click()
	const connection = ben.getByRole('dialog', { name: 'Connection' })
	await expect(connection).toContainText('No connection to the server')
	await expect(connection.getByRole('listitem')).toContainText([/Cem Yildiz/])

	await bookByForm(page, { client: 'Lena Vogt', start: '15:00', end: '15:30' })
	// Less than a minute is a lift or a tunnel: nobody calls that away.
	await ben.context().clock.setFixedTime(new Date(NOW.getTime() + 20 * 60_000))
	await ben.context().setOffline(false)
	await expect(connection).toContainText('Nothing waits')
	await expect(card(page, 'Cem Yildiz')).toBeVisible()
	await expect(card(ben, 'Lena Vogt')).toBeVisible()
	await ben.keyboard.press('Escape')
	await ben.getByRole('button', { name: 'Show', exact: true }).click()
	const away = ben.getByRole('dialog', { name: 'While you were away' })
	await expect(away.getByRole('button', { name: /Lena Vogt/ })).toBeVisible()
	await away.getByRole('button', { name: 'Done' }).click()
	await expect(ben.getByText('While you were away:')).toHaveCount(0)
	await ben.context().close()
})

test('who may only read is told so, and nothing of theirs waits to be refused', async ({
	page,
	server,
	browser
}) => {
	const ben = await joinBy(browser, await together(page, server.address, 'Viewer'))
	await card(ben, 'Anna Weber').click()
	const editor = ben.getByRole('dialog', { name: 'Anna Weber' })
	await expect(editor).toContainText('You may read this calendar, not change it')
	await expect(editor.getByLabel('Client')).toBeDisabled()
	await editor.getByRole('button', { name: 'Close' }).last().click()
	await card(ben, 'Anna Weber').focus()
	await ben.keyboard.press('Delete')
	await expect(ben.getByText('You may read this calendar, not change it').first()).toBeVisible()
	await expect(card(ben, 'Anna Weber')).toBeVisible()
	await ben.context().close()
})
