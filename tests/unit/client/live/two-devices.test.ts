import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, booked, days, NOVEMBER, titles } from '../book.ts'
import { createTeam, until, type Seat } from './shared-book.ts'

let team: ReturnType<typeof createTeam>
let ada: Seat
let ben: Seat
beforeEach(async () => {
	team = createTeam()
	ada = await team.found('ada')
	ben = await team.join('ben')
	await ada.look()
	await ben.look()
})
afterEach(() => team.close())

const synced = (seat: Seat) => until(() => seat.live.ladder.rung === 'synced')

test('a book begun alone is connected and opened by a colleague as it is', async () => {
	expect(ben.book.workspace.about.name).toBe('Salon')
	expect(ben.book.workspace.resources.map(({ name }) => name)).toEqual(['Ada', 'Ben'])
	await synced(ada)
	expect(ada.live.waiting).toEqual([])
	expect(ben.live.connection).toBe('live')
	expect(ben.live.transport).toBe('websocket')
})

test('an edit of one is seen by the other, and is synced when the server has it on its disk', async () => {
	team.server.isSlow = true
	await booked(ada.book, 'Anna')
	await until(() => titles(ben.book).includes('Anna'))
	expect(ada.live.waiting.map(({ label }) => label)).toEqual([expect.stringContaining('Anna')])
	await until(() => ada.live.ladder.words === 'Saved on this device')
	team.server.commit()
	await synced(ada)
	expect(ada.live.waiting).toEqual([])
})

test('offline edits of both are merged when the server is back, also after a reload', async () => {
	await synced(ada)
	team.server.kill()
	await booked(ada.book, 'Anna')
	await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
	await until(() => ada.live.connection === 'offline')
	await until(() => ada.live.ladder.words === '1 waiting, saved here')
	ben = await ben.reload()
	await ben.look()
	team.server.start()
	await until(() => titles(ben.book).length === 2 && titles(ada.book).length === 2)
	await synced(ada)
	await synced(ben)
})

test('what the server accepted and lost in a crash is brought again', async () => {
	team.server.isSlow = true
	await booked(ada.book, 'Anna')
	await until(() => titles(ben.book).includes('Anna'))
	team.server.kill()
	team.server.isSlow = false
	team.server.start()
	await synced(ada)
	const room = `c.${ada.book.calendar}.2026-11`
	expect(team.server.docOf(room).getMap('born').size).toBe(1)
})

test('a server restored from an older backup gets back what it lost, also in months that are not open', async () => {
	await booked(ada.book, 'May', at('2027-05-04T09:00'))
	await synced(ada)
	const backup = team.server.backup()
	await booked(ada.book, 'June', at('2027-06-08T09:00'))
	await booked(ada.book, 'Anna')
	await synced(ada)
	ada = await ada.reload()
	await ada.look()
	team.server.restore(backup)
	expect(team.server.roomNames()).not.toContain(`c.${ada.book.calendar}.2027-06`)
	team.server.start()
	await until(() => team.server.roomNames().includes(`c.${ada.book.calendar}.2027-06`))
	await until(() => team.server.docOf(`c.${ada.book.calendar}.2026-11`).getMap('born').size === 1)
})

test('edits of a closed tab in a month nobody looks at reach the server from the next one', async () => {
	await synced(ada)
	team.server.kill()
	await booked(ada.book, 'May', at('2027-05-04T09:00'))
	ada = await ada.reload()
	team.server.start()
	await until(() => team.server.roomNames().includes(`c.${ada.book.calendar}.2027-05`))
	await synced(ada)
})

test('a month that only the server has is not drawn as free', async () => {
	await booked(ada.book, 'May', at('2027-05-04T09:00'))
	await synced(ada)
	team.server.kill()
	await until(() => ben.live.connection === 'offline')
	expect(ben.book.isLoaded(NOVEMBER)).toBe(true)
	const later = days('2027-05-01', '2027-06-01')
	ben.book.show(later)
	await new Promise((resolve) => setImmediate(resolve))
	expect(ben.book.isLoaded(later)).toBe(false)
	team.server.start()
	await until(() => ben.book.isLoaded(later))
	expect(titles(ben.book, later)).toEqual(['May'])
})

test('a personal calendar: seen and written by its owner, across devices, and by nobody else', async () => {
	team.personal.set('ada', 'hers')
	team.server.access = (member, room) => (room.startsWith('c.hers') && member !== 'ada' ? 'none' : 'write')
	await ada.device.account.refresh()
	await ada.look()
	expect(ada.book.calendars.map(({ id, isOwn }) => [id, isOwn])).toEqual([
		[ada.book.calendar, false],
		['hers', true]
	])
	const done = await ada.book.create({
		when: at('2026-11-24T12:00'),
		what: { title: 'Dentist' },
		calendar: 'hers'
	})
	const key = done.ok ? done.value.key : ''
	await ada.book.edit(key, { note: 'tooth' })
	await ada.book.move(key, at('2026-11-25T12:00'))
	await ada.book.undo()
	expect(ada.book.find(key)?.appointment).toMatchObject({ calendar: 'hers', note: 'tooth' })
	await synced(ada)
	expect(team.server.docOf('c.hers.2026-11').getMap('born').size).toBe(1)
	expect(titles(ada.book)).toEqual(['Dentist'])
	const tablet = await team.join('ada')
	await tablet.look()
	await until(() => titles(tablet.book).includes('Dentist'))
	expect(titles(ben.book)).toEqual([])
})
