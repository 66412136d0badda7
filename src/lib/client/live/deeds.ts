/**
 * What this device did to the open book, from all its tabs and earlier runs: which actions wait for the server, and what
 * was written last into a register, for the day somebody else turns out to have written it at the same time.
 */
import type { Room } from '#lib/doc/rooms.ts'
import type { Journal, JournalAction, Mark, PastAction, Written } from '../storage/journal.ts'
import type { WaitingAction } from './live.ts'

export interface Deed extends Omit<PastAction, 'position'> {
	/** Undefined until it is stored. */
	position: number | undefined
	/** For lists: stable, also before it is stored. */
	readonly id: number
}

export interface LastWrite {
	readonly deed: Deed
	readonly written: Written
}

export interface DeedsDeps {
	readonly journal: Journal
	readonly isOfBook: (room: Room) => boolean
	readonly isOnServer: (mark: Mark) => boolean
	/** For actions of earlier versions of the app, of which no clocks are known. */
	readonly wasSynced: (room: Room) => boolean
	readonly onchange: () => void
}

export interface Deeds {
	/** Again from storage: another tab did something, or what waits was given up. */
	load(): Promise<void>
	/** Just done in this tab. */
	add(action: JournalAction, stored: Promise<number>): void
	/** What the server has of the room changed. */
	check(room: Room): void
	/** Latest first. */
	readonly waiting: readonly WaitingAction[]
	/** In the order they were done. */
	readonly waitingDeeds: readonly Deed[]
	/** What was done in the room's document, waiting or not, in the order it was done; not what was kept elsewhere since. */
	deedsIn(room: Room): readonly Deed[]
	/** Rooms with something that waits. */
	waitingRooms(): ReadonlySet<Room>
	lastWrite(room: Room, map: string, id: string): LastWrite | undefined
	lastWrites(room: Room): readonly LastWrite[]
	/** It was judged by a merge: not again. */
	judged(writes: readonly LastWrite[]): Promise<void>
}

export function createDeeds(deps: DeedsDeps): Deeds {
	let deeds: Deed[] = []
	let waiting = new Set<Deed>()
	let lines: readonly WaitingAction[] | undefined
	/** By room, then by map and id. */
	let last = new Map<Room, Map<string, LastWrite>>()
	let nextId = -1

	const waits = ({ marks, rooms }: Deed): boolean =>
		marks ? marks.some((mark) => !deps.isOnServer(mark)) : rooms.some((room) => !deps.wasSynced(room))

	function take(deed: Deed) {
		deeds.push(deed)
		if (waits(deed)) waiting.add(deed)
		for (const written of deed.wrote ?? []) {
			const ofRoom = last.get(written.room) ?? new Map<string, LastWrite>()
			ofRoom.set(keyOf(written.map, written.id), { deed, written })
			last.set(written.room, ofRoom)
		}
	}

	function changed() {
		lines = undefined
		deps.onchange()
	}

	async function load() {
		const read = await deps.journal.actions(Infinity)
		if (!read.ok) return
		const unstored = deeds.filter(({ position }) => position === undefined)
		deeds = []
		waiting = new Set()
		last = new Map()
		for (const action of read.value.toReversed())
			if (action.rooms.some(deps.isOfBook)) take({ ...action, id: action.position })
		// What was stored while storage was read is in both.
		const known = new Set(deeds.map(({ position }) => position))
		for (const deed of unstored) if (!known.has(deed.position)) take(deed)
		changed()
	}

	return {
		load,
		add({ updates, ...action }, stored) {
			const marks = new Map<Room, Mark>()
			for (const { room, mark } of updates) if (mark) marks.set(room, { room, ...mark })
			const rooms = [...new Set(updates.map(({ room }) => room))]
			const deed: Deed = { ...action, rooms, marks: [...marks.values()], position: undefined, id: nextId-- }
			take(deed)
			changed()
			void stored.then((position) => {
				deed.position = position
			})
		},
		check(room) {
			const before = waiting.size
			for (const deed of waiting) if (deed.rooms.includes(room) && !waits(deed)) waiting.delete(deed)
			if (waiting.size !== before) changed()
		},
		get waiting() {
			lines ??= [...waiting].reverse().map(({ id, label, at }) => ({ id, label, at }))
			return lines
		},
		get waitingDeeds() {
			return [...waiting]
		},
		deedsIn: (room) =>
			deeds.filter(({ marks, rooms }) => (marks?.map((mark) => mark.room) ?? rooms).includes(room)),
		waitingRooms: () =>
			new Set(
				[...waiting].flatMap(({ marks, rooms }) =>
					marks ? marks.filter((mark) => !deps.isOnServer(mark)).map(({ room }) => room) : rooms
				)
			),
		lastWrite: (room, map, id) => last.get(room)?.get(keyOf(map, id)),
		lastWrites: (room) => [...(last.get(room)?.values() ?? [])],
		async judged(writes) {
			for (const { deed, written } of writes) {
				const ofRoom = last.get(written.room)
				const key = keyOf(written.map, written.id)
				if (ofRoom?.get(key)?.written === written)
					ofRoom.set(key, { deed, written: { ...written, judged: true } })
			}
			const isJudged = (one: Written) =>
				writes.some(
					({ written: { room, client, clock } }) =>
						room === one.room && client === one.client && clock === one.clock
				)
			const positions = writes.flatMap(({ deed: { position } }) => (position === undefined ? [] : [position]))
			await deps.journal.changeActions(positions, (action) => ({
				...action,
				wrote: (action.wrote ?? []).map((one) => (isJudged(one) ? { ...one, judged: true as const } : one))
			}))
		}
	}
}

const keyOf = (map: string, id: string): string => `${map}\n${id}`
