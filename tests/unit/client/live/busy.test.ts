/** Somebody who may know of the team's calendar only when it is taken, and has one of their own. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { isBusyKey } from '#lib/core/appointment/occurrence.ts'
import type { When } from '#lib/core/appointment/appointment.ts'
import { writeBusy } from '#lib/doc/busy.ts'
import { busyRoom, monthRoom } from '#lib/doc/rooms.ts'
import { at, booked, days, NOVEMBER, titles, wall, WEEK } from '../book.ts'
import { createTeam, until, type Seat } from './shared-book.ts'

let team: ReturnType<typeof createTeam>
let ada: Seat
let ben: Seat
let calendar: string
let asked: string[]
/** The server's own document of the month. */
let busy: Y.Doc

beforeEach(async () => {
	team = createTeam()
	ada = await team.found('ada')
	calendar = ada.book.calendar
	team.personal.set('ben', 'his')
	team.levels.set('ben', 'busy')
	asked = []
	team.server.access = (member, room) => {
		if (member === 'ada') return 'write'
		asked.push(room)
		if (room.startsWith('c.his')) return 'write'
		const level = team.levels.get('ben')
		if (room.startsWith('c.')) return level === 'busy' ? 'none' : 'read'
		return 'read'
	}
	busy = new Y.Doc()
	busy.on('update', (update: Uint8Array) => team.server.write(busyRoom(calendar, '2026-11'), update))
	taken({ one: at('2026-11-24T14:00', 60, staff(0)) })
	ben = await team.join('ben')
	await ben.look()
	await until(() => drawn().length > 0)
})
afterEach(() => team.close())

const staff = (index: number) => ada.book.workspace.resources[index]?.id ?? ''
const taken = (times: Readonly<Record<string, When>>) =>
	writeBusy(
		busy,
		Object.entries(times).map(([name, when]) => ({ name, when }))
	)
const drawn = () => ben.book.withBusy(NOVEMBER)
const starts = () => drawn().map(({ start }) => start)

test('it is seen when the calendar is taken, and nothing of it can be found', () => {
	const [time] = drawn()
	expect(time).toMatchObject({ start: wall('2026-11-24T14:00'), end: wall('2026-11-24T15:00') })
	expect(time?.appointment).toMatchObject({ calendar, when: { resources: [staff(0)] }, what: { title: '' } })
	expect(isBusyKey(time!.key)).toBe(true)
	expect(ben.book.find(time!.key)).toBeUndefined()
	expect(ben.book.occurrences(NOVEMBER)).toEqual([])
	expect(ben.book.withBusy(days('2026-11-25', '2026-11-30'))).toEqual([])
	expect(asked.filter((room) => room.startsWith(`c.${calendar}`))).toEqual([])
})

test('nothing can be done to it', async () => {
	const { key } = drawn()[0]!
	const move = at('2026-11-25T09:00')
	for (const done of [
		await ben.book.move(key, move),
		await ben.book.copy(key, move),
		await ben.book.setStatus(key, 'cancelled'),
		await ben.book.edit(key, { note: 'mine now' }),
		await ben.book.remove(key)
	])
		expect(done).toMatchObject({ ok: false })
	expect(starts()).toEqual([wall('2026-11-24T14:00')])
	expect(ben.live.refused).toEqual([])
})

test('it is followed, and what did not change stays the same thing', async () => {
	taken({ one: at('2026-11-24T14:00', 60, staff(0)), two: at('2026-11-26T09:00', 30, staff(1)) })
	await until(() => drawn().length === 2)
	const [before] = drawn()
	const same = ben.book.withBusy(NOVEMBER)
	expect(ben.book.withBusy(NOVEMBER)).toBe(same)
	taken({ one: at('2026-11-24T14:00', 60, staff(0)), two: at('2026-11-23T09:00', 30, staff(1)) })
	await until(() => starts()[0] === wall('2026-11-23T09:00'))
	expect(drawn()[1]).toBe(before)
	taken({})
	await until(() => drawn().length === 0)
})

test('a time of two months is one', async () => {
	const night = { ...at('2026-11-30T20:00', 8 * 60, staff(0)) }
	taken({ night })
	const december = new Y.Doc()
	writeBusy(december, [{ name: 'night', when: night }])
	team.server.write(busyRoom(calendar, '2026-12'), Y.encodeStateAsUpdate(december))
	const both = days('2026-11-30', '2026-12-02')
	await ben.look(both)
	await until(() => ben.book.withBusy(both).length === 1)
	expect(ben.book.withBusy(days('2026-12-01', '2026-12-02'))).toHaveLength(1)
})

test('it stands in the way of what holds the same person at that time, and of nothing else', async () => {
	const book = (title: string, start: string, index: number) =>
		ben.book.create({ when: at(start, 60, staff(index)), what: { title }, calendar: 'his' })
	await book('clashes', '2026-11-24T14:30', 0)
	await book('with another', '2026-11-24T14:30', 1)
	await book('before', '2026-11-24T13:00', 0)
	const conflicts = ben.book.conflicts(NOVEMBER)
	const named = [...conflicts].map(([key, others]) => [
		ben.book.find(key)?.appointment.what.title,
		others.map(isBusyKey)
	])
	expect(named).toEqual([['clashes', [true]]])
	expect(ben.book.conflicts(NOVEMBER)).toBe(conflicts)
	expect(ben.book.inbox).toEqual([])
	expect([...titles(ben.book)].sort()).toEqual(['before', 'clashes', 'with another'])
	expect(drawn().map(({ key }) => isBusyKey(key))).toEqual([false, true, false, false])
})

test('it is there after a reload without a server', async () => {
	await ben.book.flush()
	team.server.kill()
	ben = await ben.reload()
	ben.book.show(WEEK)
	await until(() => drawn().length === 1)
	expect(ben.book.isLoaded(WEEK)).toBe(true)
})

test('what lies beyond what the server tells is not drawn as free', async () => {
	const book = await ben.look(days('2027-12-25', '2028-01-01'))
	expect(book.isLoaded(days('2027-12-31', '2028-01-02'))).toBe(false)
})

test('who gets more rights sees the appointments instead', async () => {
	await booked(ada.book, 'Anna', at('2026-11-24T14:00', 60, staff(0)))
	await until(() => team.server.roomNames().includes(monthRoom(calendar, '2026-11')))
	team.levels.set('ben', 'read')
	await ben.device.account.refresh()
	await until(() => titles(ben.book).length === 1)
	expect(drawn().map(({ appointment }) => appointment.what.title)).toEqual(['Anna'])
})

test('who gets less sees the busy times alone, in every month', async () => {
	const december = days('2026-12-01', '2027-01-01')
	await booked(ada.book, 'Anna', at('2026-11-24T14:00', 60, staff(0)))
	await booked(ada.book, 'Bert', at('2026-12-15T14:00', 60, staff(0)))
	team.levels.set('ben', 'read')
	await ben.device.account.refresh()
	await ben.look(december)
	await ben.look()
	await until(() => titles(ben.book).length === 1 && titles(ben.book, december).length === 1)
	team.levels.set('ben', 'busy')
	team.server.rightsChanged()
	await ben.device.account.refresh()
	await until(() => titles(ben.book).length === 0)
	expect(starts()).toEqual([wall('2026-11-24T14:00')])
	ben = await ben.reload()
	await ben.look(december)
	expect(titles(ben.book, december)).toEqual([])
	await ben.look()
	expect(titles(ben.book)).toEqual([])
})

test('a server that lost a part is believed', async () => {
	const backup = team.server.backup()
	taken({ one: at('2026-11-24T14:00', 60, staff(0)), two: at('2026-11-26T09:00', 30, staff(1)) })
	await until(() => drawn().length === 2)
	team.server.restore(backup)
	team.server.start()
	await until(() => drawn().length === 1)
	expect(starts()).toEqual([wall('2026-11-24T14:00')])
	expect(ben.live.refused).toEqual([])
})

test('nothing of it is left when the book is removed', async () => {
	await ben.book.flush()
	const { database } = ben.book.core.deps.storage
	const rooms = async () => {
		const read = await database.read(
			['rooms'],
			(transaction) =>
				new Promise<string[]>((resolve) => {
					const request = transaction.objectStore('rooms').getAllKeys()
					request.onsuccess = () => resolve(request.result.map(String))
				})
		)
		return read.ok ? read.value : []
	}
	expect((await rooms()).some((room) => room.startsWith('b.'))).toBe(true)
	await ben.device.remove(ben.book.id)
	expect(await rooms()).toEqual([])
})
