/**
 * Keeps the busy rooms true: of every calendar that somebody knows only the busy times of, for the months of the window.
 * It follows what became durable and works out again what that may have changed; each month is written as the difference
 * to what is stored. Nothing is remembered beyond that: after a restart every month is looked at once, and nothing is
 * written where nothing changed.
 */
import { roomOfCalendar } from '#lib/doc/rooms.ts'
import type { LogEntry } from '../storage/room-log.ts'
import { busyMonthsAt } from '#lib/doc/busy-window.ts'
import { createMonthWriter, type MonthWriterDeps } from './month-writer.ts'

export interface BusyKeeperDeps extends MonthWriterDeps {
	/** Calendars in which at least one person has the level `busy`. */
	readonly calendars: () => readonly string[]
	/** Milliseconds since the epoch. */
	readonly now: () => number
	/** Runs once, later: not before the present call has returned. Returns the way to call it off. */
	readonly schedule: (ms: number, work: () => void) => () => void
	/** One line for whoever looks after the server; never content of a room. */
	readonly report: (line: string) => void
}

export interface BusyKeeper {
	/** To be told everything that became durable. Never throws, and returns at once. */
	follow(entries: readonly LogEntry[]): void
	/** Rights changed: other calendars may be wanted. */
	look(): void
	/** Resolves when no run is under way. */
	settled(): Promise<void>
	/** What is under way is finished, nothing new begins. */
	close(): Promise<void>
}

/** A colleague's day may be shown that old; who drags a card about makes one write of many. */
const DELAY_MS = 500
/** The store or the thread failed. */
const RETRY_MS = 30_000
/** How often it is looked whether a month has begun. */
const TURN_MS = 6 * 3_600_000

interface Kept {
	/** Months to be worked out. */
	readonly due: Set<string>
	/** By month: the rooms that it was last made from. */
	readonly needs: Map<string, ReadonlySet<string>>
	/** Rooms that changed since the present run began: it may have read them before. */
	readonly changed: Set<string>
}

export function createBusyKeeper(deps: BusyKeeperDeps): BusyKeeper {
	const writer = createMonthWriter(deps)
	const kept = new Map<string, Kept>()
	const timers = new Set<() => void>()
	let months: readonly string[] = []
	let isWaiting = false
	let isClosed = false
	let running: Promise<void> | undefined

	function later(ms: number, work: () => void): void {
		if (isClosed) return
		const callOff = deps.schedule(ms, () => {
			timers.delete(callOff)
			work()
		})
		timers.add(callOff)
	}

	/** What comes meanwhile does not put it off: under constant change there is a run every so often. */
	function wake(ms: number): void {
		if (isWaiting || running) return
		isWaiting = true
		later(ms, () => {
			isWaiting = false
			running = runAll().finally(() => {
				running = undefined
				if ([...kept.values()].some(({ due }) => due.size > 0)) wake(DELAY_MS)
			})
		})
	}

	function look(): void {
		const now = busyMonthsAt(deps.now())
		const isTurned = now[0] !== months[0]
		months = now
		const wanted = new Set(deps.calendars())
		for (const calendar of kept.keys()) if (!wanted.has(calendar)) kept.delete(calendar)
		for (const calendar of wanted) {
			if (!isTurned && kept.has(calendar)) continue
			kept.set(calendar, { due: new Set(months), needs: new Map(), changed: new Set() })
			wake(0)
		}
	}

	async function runAll(): Promise<void> {
		for (const [calendar, state] of [...kept]) {
			const todo = months.filter((month) => state.due.delete(month))
			if (todo.length > 0) await run(calendar, state, todo)
		}
	}

	async function run(calendar: string, state: Kept, todo: readonly string[]): Promise<void> {
		state.changed.clear()
		const begun = await writer.begin(calendar)
		for (const [at, month] of todo.entries()) {
			// A month that turned, or a right that was taken back: another run begins, or none.
			if (isClosed || kept.get(calendar) !== state) return
			const done = begun.ok ? await begun.value(month) : begun
			if (!done.ok) {
				deps.report(`The busy times of ${calendar} wait for another try: ${done.message}`)
				later(RETRY_MS, () => {
					for (const one of todo.slice(at)) state.due.add(one)
					wake(0)
				})
				return
			}
			state.needs.set(month, new Set(done.value))
			if (done.value.some((room) => state.changed.has(room))) state.due.add(month)
		}
	}

	function turn(): void {
		look()
		later(TURN_MS, turn)
	}
	turn()

	return {
		look,
		follow(entries) {
			for (const { room } of entries) {
				const place = roomOfCalendar(room)
				const state = place && kept.get(place.calendar)
				if (!state) continue
				state.changed.add(room)
				for (const month of months)
					if (month === place.month || state.needs.get(month)?.has(room)) state.due.add(month)
				if (state.due.size > 0) wake(DELAY_MS)
			}
		},
		async settled() {
			await running
		},
		async close() {
			isClosed = true
			for (const callOff of timers) callOff()
			await running
		}
	}
}
