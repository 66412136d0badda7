import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { wallOf } from '#lib/core/time/wall.ts'
import { moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { deleteAppointment } from '#lib/doc/edit/remove.ts'
import type { Edit } from '#lib/doc/write.ts'
import type { EditContext } from '#lib/doc/edit/plan.ts'
import type { Result } from '#lib/core/result.ts'
import { busyMonthsAt } from '#lib/doc/busy-window.ts'
import { createBusyHouse, type BusyHouse } from '../../../support/busy-house.ts'
import { at, random, timed, titled, TUESDAYS } from '../../../support/salon.ts'
import { CALENDAR, createWorld, type Device } from '../../../support/world.ts'

const NOW = wallOf(2026, 11, 12)
const SOON = 2_000

/** Anna, whose edits reach the server as she makes them. */
function createAnna(house: BusyHouse) {
	const [device] = createWorld([1]).devices as readonly [Device]
	const known = new Map<string, Uint8Array>()
	async function does<Planned extends Edit>(
		plan: (context: EditContext) => Result<Planned>
	): Promise<Planned> {
		const { edit } = device.edit(plan)
		for (const [room, doc] of device.docs) {
			const update = Y.encodeStateAsUpdate(doc, known.get(room))
			if (update.byteLength <= 2) continue
			known.set(room, Y.encodeStateVector(doc))
			await house.store(room, update)
		}
		return edit
	}
	const books = (n: number, start = at(23, 9)) =>
		does((context) => createAppointment(context, random(n), timed(start), titled('Cut')))
	return { does, books }
}

const starts = async (house: BusyHouse, month: string) =>
	(await house.month(month)).map(({ when }) => new Date(when.start).toISOString().slice(5, 16)).sort()

describe('the busy rooms of a calendar', () => {
	it('say what is taken, soon after it is on disk', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		await anna.books(1)
		expect(await house.month('2026-11')).toEqual([])
		await house.pass(SOON)
		expect((await house.month('2026-11')).map(({ when }) => when)).toEqual([timed(at(23, 9))])
	})

	it('take in a move across months, and what no longer takes place', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		const [cut, colour, wash] = [
			await anna.books(1),
			await anna.books(2, at(24, 10)),
			await anna.books(3, at(25, 11))
		]
		await house.pass(SOON)
		const names = (await house.month('2026-11')).map(({ name }) => name)
		await anna.does((context) => moveAppointment(context, cut.id, timed(wallOf(2026, 12, 1, 9))))
		await anna.does((context) => setStatus(context, colour.id, 'no-show'))
		await anna.does((context) => deleteAppointment(context, wash.id))
		await house.pass(SOON)
		expect(await starts(house, '2026-11')).toEqual([])
		expect(await starts(house, '2026-12')).toEqual(['12-01T09:00'])
		const [moved] = await house.month('2026-12')
		expect(names).toContain(moved?.name)
		await anna.does((context) => setStatus(context, colour.id, 'requested'))
		await house.pass(SOON)
		expect(await starts(house, '2026-11')).toEqual(['11-24T10:00'])
	})

	it('are written for nobody when nobody knows busy times only', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		house.calendars = []
		house.keeper.look()
		await anna.books(1)
		await house.pass(SOON)
		expect([house.asked, house.written.length]).toEqual([0, 0])

		house.calendars = [CALENDAR]
		house.keeper.look()
		await house.pass(SOON)
		expect(await starts(house, '2026-11')).toEqual(['11-23T09:00'])

		house.calendars = []
		house.keeper.look()
		const { asked } = house
		await anna.books(2)
		await house.pass(SOON)
		expect(house.asked).toBe(asked)
	})

	it('cost the month that changed, not the year', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		await anna.does((context) => createSeries(context, random(9), TUESDAYS))
		await house.pass(SOON)
		const { ask } = house
		const asked: string[] = []
		house.ask = (job) => {
			asked.push(job.month)
			return ask(job)
		}
		for (const n of [1, 2, 3, 4, 5, 6]) await anna.books(n, at(20 + n))
		await house.pass(SOON)
		// December begins with what a date of the last of November may go on into.
		expect([...new Set(asked)]).toEqual(['2026-11', '2026-12'])
		expect(asked).toHaveLength(5)
		expect(await starts(house, '2026-11')).toHaveLength(4 + 6)
	})

	it('end thirteen months on, and go on when the month turns', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		await anna.does((context) => createSeries(context, random(9), TUESDAYS))
		await house.pass(SOON)
		expect(await house.month('2027-12')).toHaveLength(4)
		expect(await house.month('2028-01')).toEqual([])
		house.now = wallOf(2026, 12, 1, 1)
		await house.pass(6 * 3_600_000)
		expect(await house.month('2028-01')).toHaveLength(4)
	})

	it('take in what changes while they are worked out', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		await anna.books(1)
		const { ask } = house
		let late: Promise<unknown> | undefined
		house.ask = async (job) => {
			const answer = await ask(job)
			// All of November is read by now, and December will be made from it too: the cut goes on into it.
			if (job.month === '2026-11' && answer.ok && answer.value.kind === 'done')
				await (late ??= anna.does((context) =>
					createAppointment(context, random(2), { ...timed(at(30, 22)), end: wallOf(2026, 12, 1, 1) })
				))
			return answer
		}
		await house.pass(SOON)
		expect(await starts(house, '2026-11')).toEqual(['11-23T09:00', '11-30T22:00'])
		expect(await starts(house, '2026-12')).toEqual(['11-30T22:00'])
	})

	it('are tried again when the disk refuses, by another client of the document', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		await anna.books(1)
		await house.pass(SOON)
		await anna.books(2, at(24, 9))
		house.disk.refuseWrites('full')
		await house.pass(SOON)
		expect(await starts(house, '2026-11')).toEqual(['11-23T09:00'])
		expect(house.reports).toHaveLength(1)
		expect(house.reports[0]).not.toContain('Cut')
		await house.pass(30_000)
		expect(await starts(house, '2026-11')).toEqual(['11-23T09:00', '11-24T09:00'])
		const clients = house.written.map(({ update }) => [...Y.parseUpdateMeta(update).to.keys()])
		// What was refused may have reached somebody: its place in history is not taken by anything else.
		expect(new Set(clients.flat()).size).toBe(2)
	})

	it('are written by one client as long as all goes well', async () => {
		const house = createBusyHouse(NOW)
		const anna = createAnna(house)
		for (const n of [1, 2, 3, 4]) {
			await anna.books(n, at(20 + n))
			await house.pass(SOON)
		}
		const clients = house.written.flatMap(({ update }) => [...Y.parseUpdateMeta(update).to.keys()])
		expect(clients).toHaveLength(4)
		expect(new Set(clients).size).toBe(1)
	})

	it('have other names in another log: nobody can tell them from an id', async () => {
		const names: (string | undefined)[] = []
		for (const restores of [0, 1]) {
			const house = createBusyHouse(NOW)
			if (restores > 0) {
				house.disk.restore(house.disk.contents())
				house.restart()
			}
			await createAnna(house).books(1)
			await house.pass(SOON)
			names.push((await house.month('2026-11'))[0]?.name)
		}
		expect(names[0]).toMatch(/^[\w-]{16}$/)
		expect(names[1]).not.toBe(names[0])
	})
})

describe('busyMonthsAt()', () => {
	it('is a month back and thirteen on', () => {
		const months = busyMonthsAt(wallOf(2026, 1, 31, 23))
		expect(months.slice(0, 3)).toEqual(['2025-12', '2026-01', '2026-02'])
		expect(months.at(-1)).toBe('2027-02')
		expect(months).toHaveLength(15)
	})
})
