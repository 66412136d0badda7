/** Since when this device was away, kept over runs of the page, and what happened meanwhile: see `away.ts`. */
import type { Day, Span } from '#lib/core/time/wall.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import type { BookIndex } from '#lib/doc/index/book-index.ts'
import { answer, type Database } from '../storage/database.ts'
import type { OpenDoc } from '../storage/open-doc.ts'
import { gatherChanges } from './away.ts'
import type { OthersChange } from './live.ts'
import type { RoomLink } from './room-link.ts'
import type { Timers } from './timers.ts'

export interface AbsenceDeps {
	readonly timers: Timers
	readonly nowMs: () => number
	readonly workspace: WorkspaceId
	readonly database: Database
	readonly index: BookIndex
	readonly myDays: () => readonly Span<Day>[]
	/** Whether a clock is of this device, whichever of its tabs. */
	readonly isMine: (device: string) => boolean
	/** Rooms are catching up. */
	readonly isBusy: () => boolean
	readonly onchange: () => void
}

export interface WhileAway {
	readonly from: number
	readonly to: number
	readonly changes: readonly OthersChange[]
}

export interface Absence {
	load(): Promise<void>
	readonly away: WhileAway | undefined
	/** The line is down. */
	left(): void
	/** A room has caught up: when the last has, it is told. */
	settleSoon(): void
	follow(open: OpenDoc, link: () => RoomLink | undefined): () => void
	/** It was read. */
	forget(): void
	/** The moment is stored. */
	flush(): Promise<void>
	close(): void
}

/** Documents open one after the other, in pauses: all that is shown has come by then. */
const QUIET_MS = 1500
/** A lift, a tunnel, a server restarted: nobody calls that away. */
const SHORTEST_MS = 60_000
const STORE_MS = 60_000

export function createAbsence(deps: AbsenceDeps): Absence {
	const { timers, nowMs } = deps
	const key = `live/${deps.workspace}`
	const gathering = gatherChanges(deps)
	let since: number | undefined
	let isReturning = false
	let isHere = false
	let away: WhileAway | undefined
	let callOff = () => {}
	let callOffStore = () => {}

	function settle() {
		if (deps.isBusy()) return settleSoon()
		const to = nowMs()
		const changes = gathering.collect()
		if (isReturning && since !== undefined && to - since >= SHORTEST_MS && changes.length > 0) {
			const earlier =
				away?.changes.filter(({ key: one }) => !changes.some((later) => later.key === one)) ?? []
			away = { from: away?.from ?? since, to, changes: [...earlier, ...changes] }
			deps.onchange()
		}
		isReturning = false
		isHere = true
		void store()
	}

	function settleSoon() {
		// The first time on this device: a page that is closed at once is remembered as well.
		since ??= nowMs()
		callOff()
		callOff = timers.after(QUIET_MS, settle)
	}

	async function store(): Promise<void> {
		callOffStore()
		if (isHere) callOffStore = timers.after(STORE_MS, () => void store())
		const at = isHere ? nowMs() : since
		if (at === undefined) return
		await deps.database.write(['settings'], (transaction) => {
			transaction.objectStore('settings').put(at, key)
		})
	}

	return {
		async load() {
			const read = await deps.database.read(['settings'], (transaction) =>
				answer<unknown>(transaction.objectStore('settings').get(key))
			)
			if (read.ok && typeof read.value === 'number') since = read.value
			isReturning = since !== undefined
		},
		get away() {
			return away
		},
		left() {
			callOff()
			if (isHere) since = nowMs()
			isReturning = since !== undefined
			isHere = false
			void store()
		},
		settleSoon,
		follow: (open, link) =>
			gathering.follow(open, () => {
				const one = link()
				// What comes for the first time is no change.
				return isReturning && one?.phase === 'catching-up' && one.wasHere
			}),
		forget() {
			away = undefined
			deps.onchange()
		},
		flush: store,
		close() {
			callOff()
			callOffStore()
		}
	}
}
