/**
 * Busy rooms: whatever was done to a book, in whatever order it reached the server, they say when it is taken and nothing
 * else. Every text of these books holds a word that must never be found in a byte of a busy room.
 */
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { When } from '#lib/core/appointment/appointment.ts'
import { occupies } from '#lib/core/appointment/status.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import { addDays, DAY, dayOf, formatMonth, HOUR, wallOf } from '#lib/core/time/wall.ts'
import { canonicalZone } from '#lib/core/time/zone.ts'
import { createSeries } from '#lib/doc/edit/create.ts'
import { editDetails } from '#lib/doc/edit/change.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import { anyAct, shareBook, tryAct } from '../support/acts.ts'
import { createBusyHouse, type BusyHouse } from '../support/busy-house.ts'
import { random, TUESDAYS } from '../support/salon.ts'
import { createWorld, type Device, type World } from '../support/world.ts'

vi.setConfig({ testTimeout: 60_000 })

const NOW = wallOf(2026, 11, 12)
const MONTHS = ['2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-12']
const SECRET = 'SEKRIT'

/** What the busy room of a month must say, worked out from the documents alone, one day after the other. */
function fromScratch(device: Device, month: string): readonly string[] {
	const records = [...device.docs].flatMap(([room, doc]) => readRecords(doc, room) ?? [])
	const overrides = records.flatMap((room) => room.overrides)
	const all = { start: dayOf(wallOf(2026, 1, 1)), end: dayOf(wallOf(2028, 2, 1)) }
	const singles = records.flatMap((room) => room.appointments)
	const dates = records
		.flatMap((room) => room.series)
		.filter(({ state }) => state.status !== 'deleted')
		.flatMap((series) =>
			occurrencesOf(
				series,
				overrides.filter(({ key }) => key.startsWith(`${series.id}@`)),
				all,
				series.time.zone
			)
		)
		.map(({ appointment }) => appointment)
	return [...singles, ...dates]
		.filter(({ state, when }) => occupies(state.status) && monthsOf(when).has(month))
		.map(({ when }) => said(when))
		.sort()
}

function monthsOf({ start, end }: When): ReadonlySet<string> {
	const months = new Set([formatMonth(dayOf(start))])
	for (let day = dayOf(start); day * DAY < end; day = addDays(day, 1)) months.add(formatMonth(day))
	return months
}

/** In whole seconds, as wall times are written. */
const said = ({ start, end, zone, allDay, resources }: When): string =>
	JSON.stringify([
		Math.floor(start / 1000),
		Math.floor(end / 1000),
		canonicalZone(zone) ?? 'UTC',
		allDay,
		resources
	])

const VALUE =
	/^\[1,"\d{4}-\d\d-\d\d(T[\d:]+)?","\d{4}-\d\d-\d\d(T[\d:]+)?","[\w/]+"(,\["(anna|ben|room-1|laser|",")+"\])?\]$/

/** A room's updates, in order: each changes what differs and nothing else, and all of it is times. */
function expectFewestWrites(updates: readonly { readonly update: Uint8Array }[], starts: number): void {
	const doc = new Y.Doc()
	let written = 0
	doc.getMap('busy').observe(({ keysChanged }) => (written += keysChanged.size))
	for (const { update } of updates) {
		const before = doc.getMap('busy').toJSON()
		written = 0
		Y.applyUpdate(doc, update)
		const after = doc.getMap('busy').toJSON()
		const names = new Set([...Object.keys(before), ...Object.keys(after)])
		const differing = [...names].filter(
			(name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])
		)
		expect(written).toBe(differing.length)
		expect(written).toBeGreaterThan(0)
		for (const value of Object.values(after)) expect(JSON.stringify(value)).toMatch(VALUE)
	}
	expect([...doc.share.keys()]).toEqual(['busy'])
	// A client id for each start of the server at most: they stay in the room for ever.
	expect(Y.decodeStateVector(Y.encodeStateVector(doc)).size).toBeLessThanOrEqual(starts)
}

/** Two devices with a book full of the word, on their way to a server. */
function bookOfSecrets(): { readonly world: World; readonly shared: ReturnType<typeof shareBook> } {
	const world = createWorld([1, 2])
	const shared = shareBook(world)
	const [first] = world.devices as readonly [Device]
	const what = {
		title: SECRET,
		serviceId: SECRET,
		service: SECRET,
		location: SECRET,
		colour: SECRET,
		price: SECRET
	}
	const who = {
		clientId: SECRET,
		name: SECRET,
		phone: SECRET,
		email: SECRET,
		attendees: [{ name: SECRET, email: SECRET }]
	}
	const more = { reminders: [], fields: { [SECRET]: SECRET }, template: SECRET, source: null }
	for (const id of [shared.single, shared.series, shared.touched])
		first.edit((context) => editDetails(context, id, { what, who, more, note: SECRET }))
	// A zone that is none could say anything, too.
	first.edit((context) =>
		createSeries(context, random(3), { ...TUESDAYS, zone: SECRET }, { what, note: SECRET })
	)
	world.settle()
	return { world, shared }
}

/** Everything that the devices have and the server does not. */
async function bring(house: BusyHouse, device: Device, known: Map<string, Uint8Array>): Promise<void> {
	for (const [room, doc] of device.docs) {
		const update = Y.encodeStateAsUpdate(doc, known.get(room))
		known.set(room, Y.encodeStateVector(doc))
		await house.store(room, update)
	}
}

const turn = fc.record({
	who: fc.nat(1),
	act: anyAct,
	/** The server works before the next act; else it only hears of it. */
	works: fc.boolean(),
	restarts: fc.boolean()
})

describe('busy rooms', () => {
	it('say when a book is taken, whatever was done to it, and not a word of it', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 8 }), async (turns) => {
				const { world, shared } = bookOfSecrets()
				const [server] = createWorld([9]).devices as readonly [Device]
				const house = createBusyHouse(NOW)
				const known = new Map<string, Uint8Array>()
				await bring(house, world.devices[0] as Device, known)
				for (const [n, { who, act, works, restarts }] of turns.entries()) {
					tryAct(world.devices[who] as Device, act, shared, n)
					world.settle()
					await bring(house, world.devices[0] as Device, known)
					if (restarts) house.restart()
					if (works) await house.pass()
				}
				await house.pass()
				for (const [room, doc] of (world.devices[0] as Device).docs)
					Y.applyUpdate(server.docOf(room), Y.encodeStateAsUpdate(doc))
				for (const month of MONTHS) {
					const times = await house.month(month)
					expect(times.map(({ when }) => said(when)).sort()).toEqual(fromScratch(server, month))
				}
				expect(house.reports).toEqual([])
				const starts = 1 + turns.filter(({ restarts }) => restarts).length
				for (const updates of Map.groupBy(house.written, ({ room }) => room).values())
					expectFewestWrites(updates, starts)
				expect(house.written.length).toBeGreaterThan(0)
				const secrets = [SECRET, shared.single.slice(7), shared.series]
				for (const { update } of house.written)
					for (const secret of secrets) expect(Buffer.from(update).includes(secret)).toBe(false)

				const before = house.written.length
				house.restart()
				await house.pass(48 * HOUR)
				expect(house.written).toHaveLength(before)
			}),
			{ numRuns: 60 }
		)
	})
})
