/**
 * A tiny world of devices that each hold their own documents of one calendar. Edits travel as updates that can be
 * delayed, repeated and put in any order, all chosen by the test; nothing here rolls dice or looks at a clock.
 */
import * as Y from 'yjs'
import { createDeviceClock } from '#lib/core/clock/device-clock.ts'
import type { Result } from '#lib/core/result.ts'
import type { EditContext } from '#lib/doc/edit/plan.ts'
import { readRecords, type RoomRecords } from '#lib/doc/room-records.ts'
import type { Room } from '#lib/doc/rooms.ts'
import { applyEdit, type Edit, type UndoStep } from '#lib/doc/write.ts'

export const CALENDAR = 'team'

export interface Parcel {
	readonly room: Room
	readonly update: Uint8Array
}

export interface Device {
	readonly name: string
	readonly docs: ReadonlyMap<Room, Y.Doc>
	/** Opens the document where it is not there yet. */
	docOf(room: Room): Y.Doc
	readonly context: EditContext
	/** Plans and applies; a refused edit is a fault of the test. */
	edit<Planned extends Edit>(
		plan: (context: EditContext) => Result<Planned>
	): { edit: Planned; step: UndoStep }
	apply(edit: Edit): UndoStep
	/** Updates of others that have not arrived yet. */
	readonly inbox: Parcel[]
	receive(parcel: Parcel): void
	/** What the device's own clock says; the test moves it. */
	nowMs: number
}

export interface World {
	readonly devices: readonly Device[]
	/** Everything reaches everybody, in the order it was sent. */
	settle(): void
	/** As `settle`, in an order the numbers choose, some parcels twice. */
	settleShuffled(choices: Iterable<number>): void
}

const FROM_ELSEWHERE = 'elsewhere'

/** `clientIds` by device: who has the higher one wins a register written at once. */
export function createWorld(clientIds: readonly number[], startMs = 1_795_000_000_000): World {
	const devices: Device[] = clientIds.map((clientId, at) =>
		createDevice(`d${at}`, clientId, startMs, (parcel) => {
			devices.forEach((other, index) => index !== at && other.inbox.push(parcel))
		})
	)
	const settle = () => {
		for (const device of devices) for (const parcel of device.inbox.splice(0)) device.receive(parcel)
	}
	return {
		devices,
		settle,
		settleShuffled(choices) {
			const source = choices[Symbol.iterator]()
			const choose = (count: number): number => (Number(source.next().value ?? 1) >>> 0) % count
			for (const device of devices) {
				while (device.inbox.length > 0) {
					const at = choose(device.inbox.length)
					const parcel = device.inbox[at] as Parcel
					device.receive(parcel)
					if (choose(4) !== 0) device.inbox.splice(at, 1)
					else device.inbox.splice(at, 1, ...(choose(2) === 0 ? [parcel] : []))
				}
			}
		}
	}
}

function createDevice(
	name: string,
	clientId: number,
	startMs: number,
	send: (parcel: Parcel) => void
): Device {
	const docs = new Map<Room, Y.Doc>()
	const inbox: Parcel[] = []
	const docOf = (room: Room): Y.Doc => {
		const known = docs.get(room)
		if (known) return known
		const doc = new Y.Doc()
		doc.clientID = clientId
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== FROM_ELSEWHERE) send({ room, update })
		})
		docs.set(room, doc)
		return doc
	}
	const device: Device = {
		name,
		docs,
		docOf,
		inbox,
		nowMs: startMs,
		context: { calendar: CALENDAR, docOf, by: name },
		edit(plan) {
			const planned = plan(device.context)
			if (!planned.ok) throw new Error(planned.message)
			return { edit: planned.value, step: device.apply(planned.value) }
		},
		apply: (edit) => applyEdit({ docOf, clock }, edit, name),
		receive: ({ room, update }) => Y.applyUpdate(docOf(room), update, FROM_ELSEWHERE)
	}
	const clock = createDeviceClock({ device: name, nowMs: () => device.nowMs })
	return device
}

/** The book of a device as plain values, whatever the order its maps were filled in. */
export function bookOf(device: Device): Readonly<Record<Room, unknown>> {
	const rooms = [...device.docs.keys()].sort()
	return Object.fromEntries(
		rooms.flatMap((room) => {
			const records = readRecords(device.docOf(room), room)
			return records && !isEmpty(records) ? [[room, sorted(records)]] : []
		})
	)
}

const isEmpty = (records: RoomRecords): boolean =>
	records.appointments.length + records.overrides.length + records.series.length + records.guests.length === 0

const sorted = (records: RoomRecords) => ({
	appointments: Object.fromEntries(records.appointments.map((one) => [one.id, one])),
	overrides: Object.fromEntries(records.overrides.map((one) => [one.key, one])),
	series: Object.fromEntries(records.series.map((one) => [one.id, one])),
	guests: [...records.guests].sort(),
	deletedAt: Object.fromEntries(records.deletedAt)
})

/** The raw content of all maps of all documents: also what this client does not know. */
export const rawOf = (device: Device): unknown =>
	[...device.docs]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([room, doc]) => {
			const maps = [...doc.share.keys()].sort().map((name) => [name, doc.getMap(name).toJSON()] as const)
			// Reading a map makes it known to the document: an empty one is none.
			return [room, maps.filter(([, registers]) => Object.keys(registers).length > 0)]
		})
