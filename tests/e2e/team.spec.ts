/** Who is in the book, who may do what, and who changed that. */
import { bookByForm, card, expect, openNew, startEmptyBook, test } from './fixtures.ts'
import { BEN, foundTeam, inviteByLink, joinBy, lookAt, meOf, openCalendarList, openTeam } from './team.ts'

test('a book of this device only says what a team takes, and leads there', async ({ page }) => {
	await page.goto('/')
	await startEmptyBook(page)
	await openTeam(page)
	await expect(page.getByText('Only you, on this device')).toBeVisible()
	await page.getByRole('button', { name: 'Share with your team…' }).click()
	await expect(page.getByRole('dialog', { name: 'Share with your team' })).toBeVisible()
})

test('a colleague comes by a link, is given another role, and the record says so', async ({
	page,
	server,
	browser
}) => {
	await foundTeam(page, server.address)
	await openTeam(page)
	const people = page.getByRole('region', { name: 'People of this book' })
	await expect(people.getByRole('listitem')).toHaveText([/Ada Lind.*\(you\).*Owner/])
	const link = await inviteByLink(page)
	const open = page.getByRole('region', { name: 'Open invitations' })
	await expect(open.getByRole('listitem')).toHaveText([/Link for a member.*For one person/])

	const ben = await joinBy(browser, link)
	// Seen without asking: his invitation is used up, and he stands in the list.
	await expect(open).toHaveCount(0)
	const row = people.getByRole('listitem').filter({ hasText: BEN.name })
	await expect(row).toContainText(BEN.email)
	await row.getByRole('button', { name: BEN.name }).click()
	await row.getByLabel('Role').selectOption('Viewer')
	await expect(page.getByText('Ben Okafor is a viewer now').first()).toBeVisible()
	expect((await meOf(ben)).workspaces[0]?.role).toBe('viewer')

	// What cannot be taken back asks first.
	await row.getByLabel('Role').selectOption('Owner')
	await expect(row.getByRole('alert')).toContainText('also remove you')
	await row.getByRole('button', { name: 'Cancel' }).click()
	await expect(row.getByLabel('Role')).toHaveValue('viewer')
	expect((await meOf(ben)).workspaces[0]?.role).toBe('viewer')

	await page.getByRole('button', { name: 'Who changed rights, and when' }).click()
	const record = page.getByRole('region', { name: 'Record of rights' })
	await expect(record.getByRole('listitem')).toHaveText([
		/Ada Lind made Ben Okafor a viewer \(was a member\)/,
		/Ben Okafor joined as a member/,
		/Ada Lind made an invitation link for a member/,
		/Ada Lind added the calendar “Studio North”/,
		/Ada Lind connected the book to the server/
	])

	await row.getByRole('button', { name: /^Remove…/ }).click()
	await row.getByRole('button', { name: 'Remove', exact: true }).click()
	await expect(people.getByRole('listitem')).toHaveCount(1)
	expect((await meOf(ben)).workspaces).toEqual([])
	await ben.context().close()
})

test('an invitation that was taken back opens nothing any more', async ({ page, server, request }) => {
	await foundTeam(page, server.address)
	await openTeam(page)
	const link = await inviteByLink(page, 'Admin')
	expect((await lookAt(request, link)).status()).toBe(200)
	const open = page.getByRole('region', { name: 'Open invitations' })
	await open.getByRole('button', { name: /^Take back…/ }).click()
	await open.getByRole('button', { name: 'Take it back' }).click()
	await expect(open).toHaveCount(0)
	await expect(page.getByRole('textbox', { name: 'Invitation link' })).toHaveCount(0)
	await expect.poll(async () => (await lookAt(request, link)).status()).toBe(404)
})

test('a calendar is shared as its list says; what comes with the role stands still', async ({
	page,
	server,
	browser
}) => {
	await foundTeam(page, server.address)
	await openTeam(page)
	const ben = await joinBy(browser, await inviteByLink(page))
	const levels = async () => {
		const [book] = (await meOf(ben)).workspaces
		return Object.fromEntries(
			(book?.calendars ?? []).map(({ kind, level, owner = '' }) => [`${kind} ${owner}`.trim(), level])
		)
	}
	const ada = (await meOf(page)).person.id
	expect((await levels())['shared']).toBe('write')

	const calendars = page.getByRole('region', { name: 'Calendars' }).last()
	await calendars.getByRole('button', { name: /^Studio North/ }).click()
	await expect(calendars.getByRole('listitem').filter({ hasText: 'Ada Lind (you)' }).last()).toContainText(
		'Can book and share · As an owner'
	)
	const inShared = calendars.getByLabel('Ben Okafor in Studio North')
	await expect(inShared).toHaveValue('by-role')
	await inShared.selectOption({ label: 'Can look' })
	await expect(page.getByText('Ben Okafor, Studio North: can look').first()).toBeVisible()
	expect((await levels())['shared']).toBe('read')
	await inShared.selectOption({ label: 'By role: can book' })
	await expect.poll(async () => (await levels())['shared']).toBe('write')

	await calendars.getByRole('button', { name: /^My calendar/ }).click()
	const inMine = calendars.getByLabel('Ben Okafor in My calendar')
	await expect(inMine).toHaveValue('by-role')
	await inMine.selectOption({ label: 'Sees when it is taken' })
	await expect.poll(async () => (await levels())[`personal ${ada}`]).toBe('busy')

	// Ben sees whose it is, and that he sees no more of it than when it is taken.
	await ben.reload()
	await expect(ben.getByRole('region', { name: /^Staff day/ })).toBeVisible()
	const bens = await openCalendarList(ben)
	await expect(bens.getByRole('listitem')).toHaveText([
		/Studio North/,
		/My calendar/,
		/Ada Lind’s calendar.*busy only/
	])
	await ben.context().close()
})

test('an appointment is made in the chosen calendar, which can be hidden', async ({ page, server }, {
	project
}) => {
	await foundTeam(page, server.address)
	await bookByForm(page, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	await openNew(page)
	const editor = page.getByRole('dialog', { name: 'New appointment' })
	await expect(editor.getByLabel('Calendar', { exact: true })).toHaveValue(/.+/)
	await expect(editor.getByLabel('Calendar', { exact: true }).locator(':checked')).toHaveText('Studio North')
	await editor.getByLabel('Client').fill('Dentist')
	await editor.getByLabel('Calendar', { exact: true }).selectOption({ label: 'My calendar' })
	await editor.getByRole('checkbox', { name: 'Mia' }).check({ force: true })
	await editor.getByRole('button', { name: 'Book it' }).click()
	await expect(card(page, 'Dentist')).toBeVisible()
	await card(page, 'Dentist').click()
	await expect(page.getByRole('dialog').getByText('Calendar: My calendar')).toBeVisible()
	await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

	const calendars = await openCalendarList(page)
	await calendars.getByText('My calendar').first().click()
	await expect(calendars.getByRole('checkbox', { name: 'My calendar' })).not.toBeChecked()
	if (project.name === 'phone') await page.keyboard.press('Escape')
	await expect(card(page, 'Dentist')).toHaveCount(0)
	await expect(card(page, 'Anna Weber')).toBeVisible()
})
