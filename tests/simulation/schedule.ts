/**
 * The time of a world. Everything that happens later is a task here: timers, storage, network. They run one after the
 * other in the order of their time, with all promises settled in between; real time plays no part, so the same seed
 * runs the same way. While a world is open, the platform's own timers are this schedule's.
 */
import { IDBKeyRange } from 'fake-indexeddb'
import { Doc } from 'yjs'

/** Who a timer belongs to: with a tab that is killed its timers go. */
export interface Owner {
	isDead: boolean
}

interface Task {
	readonly at: number
	readonly order: number
	readonly owner: Owner | undefined
	/** Undefined: called off. */
	work: (() => void) | undefined
}

export interface Schedule {
	/** Milliseconds since the epoch. */
	readonly now: number
	/** Whose code runs: its timers are his. Stays until the next task, through all promises that follow. */
	owner: Owner | undefined
	/** Returns the way to call it off. */
	after(ms: number, work: () => void, owner?: Owner): () => void
	/** Runs everything that falls due within the time. */
	pass(ms: number): Promise<void>
	/** Runs at most so many tasks; false: there are none left within the time. */
	run(tasks: number, withinMs: number): Promise<boolean>
	/** So many tasks ran so far. */
	readonly ran: number
	/** As `act`, with the promises that follow it. */
	as<Value>(owner: Owner | undefined, act: () => Value): Value
}

export const START = Date.UTC(2026, 10, 23, 9)
/** Tasks to a turn of the real loop: promises settle between them all the same. */
const TURN = 64
const realImmediate = globalThis.setImmediate

export function createSchedule(): Schedule {
	const heap: Task[] = []
	let now = START
	let order = 0
	let ran = 0
	let owner: Owner | undefined

	function push(task: Task): void {
		let at = heap.push(task) - 1
		while (at > 0) {
			const up = (at - 1) >> 1
			if (isBefore(heap[up] as Task, task)) break
			heap[at] = heap[up] as Task
			at = up
		}
		heap[at] = task
	}

	function pop(): Task | undefined {
		const first = heap[0]
		const last = heap.pop()
		if (!first || !last || heap.length === 0) return first
		let at = 0
		for (;;) {
			let child = 2 * at + 1
			if (child >= heap.length) break
			if (child + 1 < heap.length && isBefore(heap[child + 1] as Task, heap[child] as Task)) child += 1
			if (isBefore(last, heap[child] as Task)) break
			heap[at] = heap[child] as Task
			at = child
		}
		heap[at] = last
		return first
	}

	function next(until: number): Task | undefined {
		for (;;) {
			const first = heap[0]
			if (!first) return undefined
			const isOver = !first.work || first.owner?.isDead
			if (!isOver && first.at > until) return undefined
			pop()
			if (!isOver) return first
		}
	}

	function runSome(tasks: number, until: number): Promise<number> {
		return new Promise((resolve, reject) => {
			let left = tasks
			let isDone = false
			const one = () => {
				if (isDone) return
				const task = left > 0 ? next(until) : undefined
				if (!task) {
					isDone = true
					return resolve(tasks - left)
				}
				left -= 1
				ran += 1
				now = Math.max(now, task.at)
				owner = task.owner
				try {
					task.work?.()
				} catch (bug) {
					isDone = true
					reject(bug instanceof Error ? bug : new Error(String(bug)))
				}
			}
			const turn = () => {
				if (isDone) return
				for (let at = 0; at < TURN; at++) realImmediate(one)
				realImmediate(turn)
			}
			turn()
		})
	}

	return {
		get now() {
			return now
		},
		get owner() {
			return owner
		},
		set owner(next) {
			owner = next
		},
		get ran() {
			return ran
		},
		after(ms, work, whose = owner) {
			const task: Task = { at: now + Math.max(0, ms), order: order++, owner: whose, work }
			push(task)
			return () => (task.work = undefined)
		},
		async pass(ms) {
			const until = now + ms
			await runSome(Infinity, until)
			now = Math.max(now, until)
		},
		run: async (tasks, withinMs) => (await runSome(tasks, now + withinMs)) === tasks,
		as(whose, act) {
			const before = owner
			owner = whose
			try {
				return act()
			} finally {
				owner = before
			}
		}
	}
}

const isBefore = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** How long the browser's storage takes for one of its steps. */
const STORAGE_MS = 0.05

/** Puts the platform's timers, chance and Yjs' client ids in the hands of the world; returns the way back. */
export function takeOver(schedule: Schedule, uint32: () => number): () => void {
	const before = {
		setTimeout: globalThis.setTimeout,
		clearTimeout: globalThis.clearTimeout,
		setInterval: globalThis.setInterval,
		clearInterval: globalThis.clearInterval,
		setImmediate: globalThis.setImmediate,
		IDBKeyRange: globalThis.IDBKeyRange
	}
	const stops = new Map<number, () => void>()
	let handles = 0
	const taken = {
		setTimeout(work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) {
			const handle = ++handles
			stops.set(
				handle,
				schedule.after(Math.max(1, ms), () => {
					stops.delete(handle)
					work(...values)
				})
			)
			return handle
		},
		clearTimeout(handle: number | undefined) {
			if (handle === undefined) return
			stops.get(handle)?.()
			stops.delete(handle)
		},
		// Only y-websocket and its awareness look every few seconds, at a clock that is not ours: our own pulse is tested.
		setInterval: () => ++handles,
		clearInterval: () => undefined,
		// fake-indexeddb alone asks for it: the browser's part of storage, which outlives a tab.
		setImmediate: (work: () => void) => void schedule.after(STORAGE_MS, work, BROWSER),
		IDBKeyRange
	}
	Object.assign(globalThis, taken)
	const listening = new Set(process.listeners('exit'))
	process.setMaxListeners(0)
	const ids = new WeakMap<Doc, number>()
	Object.defineProperty(Doc.prototype, 'clientID', {
		configurable: true,
		get(this: Doc) {
			return ids.get(this) ?? 0
		},
		set(this: Doc) {
			ids.set(this, uint32())
		}
	})
	return () => {
		Object.assign(globalThis, before)
		// y-websocket waits for the end of the process with every document; those of a tab that died wait for ever.
		for (const listener of process.listeners('exit'))
			if (!listening.has(listener)) process.off('exit', listener)
		Reflect.deleteProperty(Doc.prototype, 'clientID')
	}
}

const BROWSER: Owner = { isDead: false }
