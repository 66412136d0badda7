/**
 * What always holds, whatever happened: looked at after every step. Each law answers with a sentence when it is broken.
 */
import { applyUpdate, decodeStateVector, Doc, encodeStateVector } from 'yjs'
import { overlapHard } from '#lib/core/overlap/overlap.ts'
import { createBookIndex, type BookIndex } from '#lib/doc/index/book-index.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import { baseRoom, monthRoom, roomOfCalendar, type Room } from '#lib/doc/rooms.ts'
import { isCleared } from '#lib/doc/registers.ts'
import { sameValue } from '#lib/doc/same.ts'
import { monthsTouched } from '#lib/doc/edit/time.ts'
import type { Decision, RefusedDecision } from '#lib/client/storage/decisions.ts'
import { rowsName } from '#lib/client/storage/doc-rows.ts'
import type { JournalEntry, Mark, Written } from '#lib/client/storage/journal.ts'
import type { RoomSync } from '#lib/client/storage/room-syncs.ts'
import { covers, type Vector } from '#lib/client/storage/vector.ts'
import type { InnerFactory } from './browser.ts'
import { CALENDARS, WINDOW, type Machine, type SavedAction, type Tab } from './machine.ts'
import { UNKNOWN_FIELD, UNKNOWN_MAP } from './newer.ts'
import type { Truth } from './truth.ts'

export type Broken = string | undefined

/** What a machine has on its disk, read behind the browser's back. */
export function stored<Value>(machine: Machine, database: string, store: string): readonly Value[] {
	const { _databases: databases } = machine.browser.factory as unknown as InnerFactory
	const records = databases.get(database)?.rawObjectStores.get(store)?.records
	return records ? Array.from(records.values(), ({ value }) => value as Value) : []
}

/** "Synced": what a device believes to be on the server's disk is there. */
export function syncedIsOnDisk(tab: Tab, truth: Truth): Broken {
	for (const { open, durable, at } of tab.live?.links.all() ?? []) {
		if (at.epoch !== truth.epoch(open.room)) continue
		const missing = lacking(truth.vector(open.room), durable)
		if (missing) return `${tab.device} believes ${open.room} to be on the server: ${missing}`
	}
	return undefined
}

/** The same of what a machine has written down. */
export function storedSyncsAreTrue(machine: Machine, truth: Truth): Broken {
	for (const { room, epoch, vector } of stored<RoomSync>(machine, 'daybook', 'sync')) {
		if (epoch !== truth.epoch(room)) continue
		const missing = lacking(truth.vector(room), vector)
		if (missing) return `${machine.name} has stored that ${room} is on the server: ${missing}`
	}
	return undefined
}

/** What is wanted and not there. */
export const lacking = (there: Vector, wanted: Vector): Broken => {
	for (const [client, clock] of wanted)
		if (!covers(there, client, clock))
			return `client ${client} up to ${clock}, there is ${there.get(client) ?? 0}`
	return undefined
}

/** "Saved on this device": it is on the server, or in the machine's storage, or kept for its author to decide. */
export function savedIsKept(machine: Machine, truth: Truth): Broken {
	const journal = new Set(
		stored<JournalEntry>(machine, 'daybook', 'journal').map(({ room, mark }) =>
			markOf({ room, ...mark } as Mark)
		)
	)
	for (const action of machine.saved) {
		if (action.life !== machine.life) continue
		for (const { room, mark } of action.updates) {
			if (!mark || covers(truth.vector(room), mark.client, mark.clock)) continue
			if (journal.has(markOf({ room, ...mark })) || isInRows(machine, { room, ...mark })) continue
			const lost = notKept(machine, truth, action, room)
			if (lost) return `${machine.name} lost what it called saved, ${action.label}: ${lost}`
		}
	}
	return undefined
}

const markOf = ({ room, generation, client, clock }: Mark): string =>
	`${room} ${generation} ${client} ${clock}`

/** Or in those of a later document of the room, which has it from the server. */
function isInRows(machine: Machine, { room, generation, client, clock }: Mark): boolean {
	const { _databases: databases } = machine.browser.factory as unknown as InnerFactory
	for (let later = generation; databases.has(rowsName(room, later)) || later <= generation + 1; later++) {
		const doc = new Doc({ guid: room })
		for (const row of stored<Uint8Array>(machine, rowsName(room, later), 'updates')) applyUpdate(doc, row)
		if (covers(decodeStateVector(encodeStateVector(doc)), client, clock)) return true
	}
	return false
}

/** I10: the registers of an action that are neither on the server nor in the list of what was refused. */
export function notKept(machine: Machine, truth: Truth, { wrote = [] }: SavedAction, room?: Room): Broken {
	const refused = stored<Decision>(machine, 'daybook', 'decisions').filter(
		(one): one is RefusedDecision => one.kind === 'refused'
	)
	const lost = wrote.find((one) => {
		if (room !== undefined && one.room !== room) return false
		if (one.after === undefined || covers(truth.vector(one.room), one.client, one.clock + 1)) return false
		// A client of a later version knows its own maps, and keeps them.
		if (isBeyondHealing(machine, truth, one) || (one.map as string) === UNKNOWN_MAP) return false
		return !refused.some(({ registers }) =>
			registers.some(
				(kept) =>
					kept.room === one.room &&
					kept.map === one.map &&
					kept.id === one.id &&
					sameValue(kept.value, one.after)
			)
		)
	})
	return lost && `${lost.map} of ${lost.id} in ${lost.room} (${lost.client}/${lost.clock})`
}

/**
 * It was on the server, the server was restored to a time before it, and its author may not even read the room any more:
 * the device learns nothing of the room, so nothing of its loss. Whoever else had it and may write heals it.
 */
const isBeyondHealing = (machine: Machine, truth: Truth, { room, client, clock }: Written): boolean =>
	machine.barredFrom.has(roomOfCalendar(room)?.calendar ?? '') && covers(truth.ever(room), client, clock + 1)

/** I8: an edit keeps what a later version of the app put behind the fields that are known here. */
export function unknownIsKept(tab: Tab, onkept: () => void): Broken {
	for (const { map, id, before, after } of tab.parts.splice(0)) {
		if (!before?.includes(UNKNOWN_FIELD) || isCleared(after)) continue
		if (!after.includes(UNKNOWN_FIELD))
			return `${tab.device} dropped what it does not know from ${map} of ${id}`
		onkept()
	}
	return undefined
}

/** An appointment that was moved is found by whoever opens the month it went to. */
export function guestsAreHinted(docOf: (room: Room) => Doc | undefined, whose: string): Broken {
	for (const room of CALENDAR_ROOMS) {
		const doc = docOf(room)
		const calendar = roomOfCalendar(room)?.calendar
		const records = doc && readRecords(doc, room)
		if (!records || calendar === undefined) continue
		const moved = [
			...records.appointments.map(({ id, when }) => ({ id, when })),
			...records.overrides.flatMap(({ key, when }) => (when ? [{ id: key, when }] : []))
		]
		for (const { id, when } of moved) {
			for (const month of monthsTouched(when.start, when.end)) {
				const other = monthRoom(calendar, month)
				const hinted = other === room ? undefined : docOf(other)
				if (hinted && hinted.getMap('guests').get(id) !== true)
					return `${id} of ${room} was moved into ${other}, which knows nothing of it ${whose}`
			}
		}
	}
	return undefined
}

/** I2 on the index, and I3: it says what a new one over the same documents says, and every overlap is marked. */
export function indexIsTrue(tab: Tab): Broken {
	const { index, replica } = tab.core
	const fresh = createBookIndex({ viewZone: index.viewZone })
	for (const room of replica.openRooms()) {
		const open = replica.opened(room)
		if (!open?.isWhole || !index.has(room)) continue
		const records = readRecords(open.doc, room)
		if (records) fresh.setRecords(room, records)
	}
	// What is shown from a snapshot has no document to be read from.
	for (const room of CALENDAR_ROOMS) {
		const records = fresh.has(room) ? undefined : index.recordsOf(room)
		if (records) fresh.setRecords(room, records)
	}
	return differs(tab, index, fresh) ?? marksMissing(tab, index, fresh)
}

function differs({ device }: Tab, index: BookIndex, fresh: BookIndex): Broken {
	const found = index.occurrences(WINDOW)
	const right = fresh.occurrences(WINDOW)
	if (!sameValue(found, right))
		return `the index of ${device} has ${sayKeys(found)}, a new one has ${sayKeys(right)}`
	const bin = (of: BookIndex) =>
		of
			.bin()
			.map(({ key }) => key)
			.sort()
	return sameValue(bin(index), bin(fresh)) ? undefined : `the bin of ${device} differs from a new one`
}

const sayKeys = (all: readonly { readonly key: string }[]): string =>
	`[${all.map(({ key }) => key).join(' ')}]`

function marksMissing({ device }: Tab, index: BookIndex, fresh: BookIndex): Broken {
	const all = fresh.occurrences(WINDOW)
	const right = new Set<string>()
	const marked = new Map<string, Set<string>>()
	all.forEach((a, at) => {
		for (const b of all.slice(at + 1))
			for (const resource of overlapHard(a, b)) {
				right.add(`${resource} ${[a.key, b.key].sort().join(' ')}`)
				for (const [one, other] of [
					[a.key, b.key],
					[b.key, a.key]
				] as const)
					marked.set(one, (marked.get(one) ?? new Set()).add(other))
			}
	})
	const found = new Set(
		index.overlaps(WINDOW).map(({ resource, a, b }) => `${resource} ${[a.key, b.key].sort().join(' ')}`)
	)
	for (const pair of right) if (!found.has(pair)) return `${device} does not mark ${pair}`
	for (const pair of found) if (!right.has(pair)) return `${device} marks ${pair}, which is no overlap`
	const keys = index.conflicts(WINDOW)
	for (const [key, others] of marked)
		for (const other of others)
			if (!keys.get(key)?.includes(other)) return `${device} does not mark ${key} with ${other}`
	return undefined
}

/** Every room that days near the window can lie in. */
const MONTHS = ['2026-10', '2026-11', '2026-12']
export const CALENDAR_ROOMS: readonly Room[] = CALENDARS.flatMap((calendar) => [
	baseRoom(calendar),
	...MONTHS.map((month) => monthRoom(calendar, month))
])
