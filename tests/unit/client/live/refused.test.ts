import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, booked, NOVEMBER, titles } from '../book.ts'
import { storedMap } from '../storage/device.ts'
import { createTeam, until, type Seat } from './shared-book.ts'

let team: ReturnType<typeof createTeam>
let ada: Seat
let ben: Seat
let november: string
beforeEach(async () => {
	team = createTeam()
	ada = await team.found('ada')
	ben = await team.join('ben')
	await ada.look()
	await ben.look()
	november = `c.${ada.book.calendar}.2026-11`
	await booked(ada.book, 'Anna')
	await until(() => titles(ben.book).includes('Anna'))
	await until(() => ada.live.ladder.rung === 'synced')
})
afterEach(() => team.close())

/** Ben may read the calendar and not write it, or not even read it. */
function take(level: 'read' | 'none') {
	team.server.access = (member, room) => (member === 'ben' && room.startsWith('c.') ? level : 'write')
}
const offline = async () => {
	team.server.kill()
	await until(() => ben.live.connection === 'offline')
}

describe('a right that was lost while offline', () => {
	test('the edit is out of the book and kept with its content; others are undisturbed', async () => {
		await offline()
		const key = await booked(ben.book, 'Bert', at('2026-11-24T11:00', 45, 'ben'))
		await ben.book.edit(key, { note: 'window seat' })
		take('read')
		team.server.start()
		await until(() => ben.live.refused.length === 2)
		await until(() => ben.book.isLoaded(NOVEMBER))
		expect(titles(ben.book)).toEqual(['Anna'])
		expect(ben.live.refused.map(({ label }) => label)).toEqual([
			expect.stringContaining('Booked “Bert”'),
			expect.stringContaining('Changed “Bert”')
		])
		expect(ben.live.refused[0]?.lines).toEqual(['Bert · Tue 24 Nov, 11:00–11:45'])
		expect(ben.live.refused[1]?.lines).toEqual(['Appointment · note: window seat'])
		expect(ben.live.refused[0]?.mayReapply).toBe(false)
		expect(ben.live.ladder).toMatchObject({ rung: 'needs-you', words: 'Needs you' })
		await until(() => ben.live.waiting.length === 0)
		expect(ben.live.mayWrite(ben.book.calendar)).toBe(false)
		expect(team.server.docOf(november).getMap('born').has(key)).toBe(false)
		expect(titles(ada.book)).toEqual(['Anna'])
	})

	test('what is kept outlives the tab, is exported and discarded', async () => {
		await offline()
		await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
		take('read')
		team.server.start()
		await until(() => ben.live.refused.length === 1)
		ben = await ben.reload()
		await ben.look()
		await until(() => ben.live.refused.length === 1)
		const [edit] = ben.live.refused
		expect(ben.live.exportRefused([edit!.id])).toContain('Bert · Tue 24 Nov, 11:00–12:00')
		await ben.live.discardRefused(edit!.id)
		expect(ben.live.refused).toEqual([])
		expect(ben.live.ladder.rung).toBe('synced')
		ben = await ben.reload()
		await ben.look()
		expect(ben.live.refused).toEqual([])
	})

	test('it is done again when the right is there again', async () => {
		await offline()
		await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
		take('read')
		team.server.start()
		await until(() => ben.live.refused.length === 1)
		const [edit] = ben.live.refused
		expect(await ben.live.reapplyRefused(edit!.id)).toMatchObject({ ok: false, why: 'not-allowed' })
		expect(ben.live.refused).toHaveLength(1)
		team.server.access = () => 'write'
		team.server.rightsChanged()
		await until(() => ben.live.refused[0]?.mayReapply === true)
		expect(await ben.live.reapplyRefused(edit!.id)).toEqual({ ok: true, value: undefined })
		expect(ben.live.refused).toEqual([])
		await until(() => titles(ada.book).includes('Bert'))
	})

	test('a calendar that is there again is noticed at once, and so is one that was taken', async () => {
		await offline()
		await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
		take('none')
		team.levels.set('ben', 'none')
		team.server.start()
		await until(() => ben.live.refused.length === 1)
		await until(() => titles(ben.book).length === 0)
		expect(ben.live.refused[0]?.mayReapply).toBe(false)
		team.server.access = () => 'write'
		team.levels.set('ben', 'write')
		team.server.rightsChanged()
		await until(() => titles(ben.book).includes('Anna'))
		await until(() => ben.live.refused[0]?.mayReapply === true)
		expect(await ben.live.reapplyRefused(ben.live.refused[0]!.id)).toEqual({ ok: true, value: undefined })
		await until(() => titles(ada.book).includes('Bert'))
		take('none')
		team.levels.set('ben', 'none')
		team.server.rightsChanged()
		await until(() => ben.device.account.book?.calendars.length === 0)
		await until(() => titles(ben.book).length === 0)
	})

	test('whoever is back in the book is back without doing anything', async () => {
		team.server.access = (member) => (member === 'ben' ? 'none' : 'write')
		team.server.rightsChanged()
		await until(() => ben.live.connection === 'forbidden')
		team.server.access = () => 'write'
		team.server.rightsChanged()
		await until(() => ben.live.connection === 'live')
		await booked(ada.book, 'Dora', at('2026-11-24T15:00'))
		await until(() => titles(ben.book).includes('Dora'))
	})

	test('a room that may not be read is not kept on the device', async () => {
		await offline()
		await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
		take('none')
		team.server.start()
		await until(() => ben.live.refused.length === 1)
		await until(() => titles(ben.book).length === 0)
		const names = async () => (await ben.machine.factory.databases()).map(({ name }) => name)
		await until(async () => !(await names()).some((name) => name?.includes(november)))
		expect(ben.live.connection).toBe('live')
		expect(ben.book.workspace.about.name).toBe('Salon')
	})

	test('no other tab brings the refused edit back', async () => {
		const other = await ben.tab()
		await other.look()
		await until(() => other.live.connection === 'live')
		await offline()
		await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
		await until(() => titles(other.book).includes('Bert'))
		take('read')
		team.server.start()
		await until(() => ben.live.refused.length === 1 && other.live.refused.length === 1)
		await until(() => !titles(ben.book).includes('Bert') && !titles(other.book).includes('Bert'))
		await until(() => titles(ben.book).includes('Anna') && titles(other.book).includes('Anna'))
		ben = await ben.reload()
		await ben.look()
		expect(titles(ben.book)).toEqual(['Anna'])
		await until(async () => (await ben.machine.factory.databases()).some(({ name }) => name?.endsWith('~1')))
		await ben.book.flush()
		expect(Object.keys(await storedMap(ben.machine.factory, november))).toEqual([])
	})
})

test('one update that is not taken costs itself: the others of the room come through', async () => {
	let refuse = true
	team.server.refuses = (room) => (refuse && room === november ? 'too-large' : undefined)
	await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
	await until(() => ben.live.refused.length === 1)
	expect(ben.live.refused[0]?.reason).toContain('larger')
	refuse = false
	await ben.look()
	await booked(ben.book, 'Cleo', at('2026-11-24T13:00'))
	await until(() => titles(ada.book).includes('Cleo'))
	expect(titles(ada.book)).not.toContain('Bert')
})

test('a server that is busy is tried again, and nothing needs anybody', async () => {
	let times = 0
	team.server.refuses = (room) => (room === november && times++ < 2 ? 'unavailable' : undefined)
	await booked(ben.book, 'Bert', at('2026-11-24T11:00'))
	await until(() => titles(ada.book).includes('Bert'))
	await until(() => ben.live.ladder.rung === 'synced')
	expect(ben.live.refused).toEqual([])
})
