/**
 * The live half of the open book as the views know it. A small shell: what speaks to the server is loaded when there is
 * one, after the first paint. A counter tells Svelte to ask again, once for whatever changes at a time.
 */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { refuse, type Result } from '#lib/core/result.ts'
import type { Day } from '#lib/core/time/wall.ts'
import { baseRoom, roomOfCalendar, rootRoom, type Room } from '#lib/doc/rooms.ts'
import type { BookState } from '../book-state.svelte.ts'
import type { Move } from '../book.ts'
import { sayLadder } from './ladder.ts'
import type { OpenLine } from './line.ts'
import type { LiveCore } from './live-core.ts'
import type {
	Away,
	Connection,
	DecisionRefusal,
	Ladder,
	Live,
	Person,
	Progress,
	RefusedEdit,
	TimeQuestion,
	Transport,
	WaitingAction
} from './live.ts'
import type { Timers } from './timers.ts'

/** How this page reaches its server, injected: a simulated world has its own. */
export interface Wires {
	readonly webSocket: OpenLine
	readonly polling: OpenLine
	readonly timers: Timers
}

export interface LiveOptions {
	readonly book: BookState
	/** The book has a server. */
	readonly isShared: () => boolean
	/** The account of this person; empty where nobody is signed in. */
	readonly member: () => string
	/** Of this book, also those that may no longer be read: what waits in them is of this book. */
	readonly calendars: () => readonly CalendarId[]
	/** The server says that what this person may do has changed. */
	readonly onrights: () => void
	/** Loaded with the chunk that needs them. */
	readonly wires: () => Promise<Wires>
}

const RIGHTS_WITHIN_MS = 1000
const NOTHING: readonly never[] = []
const GONE = refuse('gone' as const, 'This was decided already')

export class LiveState implements Live {
	readonly #options: LiveOptions
	#core: LiveCore | undefined
	#starting: Promise<LiveCore | undefined> | undefined
	#closed = false
	#version: number
	#isDue = false
	#looking: Day | undefined
	#callOffRights: (() => void) | undefined
	readonly #refused: readonly RefusedEdit[]
	readonly #questions: readonly TimeQuestion[]
	readonly #away: Away | undefined

	constructor(options: LiveOptions) {
		this.#options = options
		this.#version = $state(0)
		this.#refused = $derived(this.#at?.desk.refused ?? NOTHING)
		this.#questions = $derived(this.#at?.desk.questions ?? NOTHING)
		this.#away = $derived.by(() => this.#sayAway())
	}

	/** Reactive: whoever reads it is told when anything changes. */
	get #at(): LiveCore | undefined {
		void this.#version
		return this.#core
	}

	/** Several things change with one message: they are drawn once. */
	readonly #changed = () => {
		if (this.#isDue) return
		this.#isDue = true
		queueMicrotask(() => {
			this.#isDue = false
			this.#version += 1
		})
	}

	/** Connects, where the book has a server. Resolves when the connection is being made; never refused. */
	async start(): Promise<void> {
		if (this.#closed || !this.#options.isShared()) return
		this.#starting ??= this.#create()
		const core = await this.#starting
		if (!core) this.#starting = undefined
	}

	async #create(): Promise<LiveCore | undefined> {
		const { book, member } = this.#options
		try {
			const [{ createLiveCore }, wires] = await Promise.all([import('./live-core.ts'), this.#options.wires()])
			const core = await createLiveCore({
				core: book.core,
				...wires,
				member,
				isOfBook: (room) => this.#isOfBook(room),
				myDays: () => book.daysLookedAt,
				named: (key) => book.named(key),
				did: (label, step) => book.did({ label, steps: [step] }),
				onchange: this.#changed,
				onrights: () => this.#rightsTold(wires.timers),
				onbug: reportBug
			})
			if (this.#closed) {
				await core.close()
				return undefined
			}
			this.#core = core
			core.presence.say({ day: this.#looking ?? null })
			this.#listenToPage()
			this.#changed()
			return core
		} catch (bug) {
			// Offline before the first visit was complete: it is tried again with the next start.
			reportBug(bug)
			return undefined
		}
	}

	#isOfBook(room: Room): boolean {
		const { book, calendars } = this.#options
		const root = rootRoom(book.id)
		if (room === root || room.startsWith(`${root}.`)) return true
		const calendar = roomOfCalendar(room)?.calendar
		return (
			calendar !== undefined && [...calendars(), ...book.calendars.map(({ id }) => id)].includes(calendar)
		)
	}

	/** Of all that is told at a time, once; and a thousand devices do not ask in step. */
	#rightsTold({ after, random }: Timers) {
		this.#callOffRights ??= after(RIGHTS_WITHIN_MS * (0.5 + random() / 2), () => {
			this.#callOffRights = undefined
			this.#options.onrights()
		})
	}

	/** The account knows its rights anew. */
	rightsChanged(): void {
		this.#options.book.calendarsChanged()
		this.#core?.rightsChanged()
	}

	/** The book was just connected: all of it goes to the server. */
	async bringAll(): Promise<void> {
		await this.start()
		await this.#core?.bringAll()
	}

	readonly #onpagehide = () => {
		this.#core?.presence.leave()
		void this.#core?.flush()
	}
	readonly #onpageshow = () => this.#core?.presence.back()
	readonly #ononline = () => this.#core?.connection.hint()
	readonly #onvisibility = () => {
		if (document.visibilityState === 'hidden') void this.#core?.flush()
		else this.#core?.connection.hint()
	}

	#listenToPage() {
		if (typeof window === 'undefined') return
		window.addEventListener('pagehide', this.#onpagehide)
		window.addEventListener('pageshow', this.#onpageshow)
		window.addEventListener('online', this.#ononline)
		document.addEventListener('visibilitychange', this.#onvisibility)
	}

	#stopListening() {
		if (typeof window === 'undefined') return
		window.removeEventListener('pagehide', this.#onpagehide)
		window.removeEventListener('pageshow', this.#onpageshow)
		window.removeEventListener('online', this.#ononline)
		document.removeEventListener('visibilitychange', this.#onvisibility)
	}

	get connection(): Connection {
		const core = this.#at
		if (!this.#options.isShared()) return 'none'
		if (!core) return 'connecting'
		const { status } = core.connection
		if (core.isForbidden) return 'forbidden'
		return status === 'off' ? 'connecting' : status
	}

	get transport(): Transport | undefined {
		return this.#at?.connection.transport
	}

	get ladder(): Ladder {
		const waiting = this.waiting
		const oldest = waiting.at(-1)?.at
		const waitedMs = oldest === undefined ? 0 : this.#options.book.core.deps.nowMs() - oldest
		const { connection, needsYou } = this
		return sayLadder({
			save: this.#options.book.save,
			connection,
			waiting: this.#at && waiting.length,
			waitedMs,
			needsYou
		})
	}

	get waiting(): readonly WaitingAction[] {
		return this.#at?.deeds.waiting ?? NOTHING
	}

	get refused(): readonly RefusedEdit[] {
		return this.#refused
	}

	get questions(): readonly TimeQuestion[] {
		return this.#questions
	}

	get needsYou(): number {
		return this.#refused.length + this.#questions.length
	}

	get away(): Away | undefined {
		return this.#away
	}

	#sayAway(): Away | undefined {
		const core = this.#at
		if (!core) return undefined
		const { away } = core.absence
		const { superseded } = core.desk
		if (!away && superseded.length === 0) return undefined
		const now = this.#options.book.core.deps.nowMs()
		const from = away?.from ?? Math.min(...superseded.map(({ at }) => at))
		return { from, to: away?.to ?? now, changes: away?.changes ?? NOTHING, superseded }
	}

	get people(): readonly Person[] {
		return this.#at?.presence.people ?? NOTHING
	}

	get progress(): Progress | undefined {
		return this.#at?.drain.progress
	}

	mayWrite(calendar: CalendarId): boolean {
		return this.#at?.mayWrite(baseRoom(calendar)) ?? true
	}

	exportRefused(ids: readonly number[]): string {
		return this.#core?.desk.export(ids) ?? ''
	}

	async discardRefused(id: number): Promise<void> {
		await this.#core?.desk.discard(id)
	}

	async reapplyRefused(id: number): Promise<Result<void, DecisionRefusal>> {
		return this.#core?.desk.reapply(id) ?? GONE
	}

	async answer(id: number, choice: 'mine' | 'theirs'): Promise<Result<void, DecisionRefusal>> {
		return this.#core?.desk.answer(id, choice) ?? GONE
	}

	async reapply(superseded: number): Promise<Result<void, DecisionRefusal>> {
		return this.#core?.desk.reapply(superseded) ?? GONE
	}

	async leave(superseded: number): Promise<void> {
		await this.#core?.desk.discard(superseded)
	}

	leaveAway(): void {
		const core = this.#core
		core?.absence.forget()
		for (const { id } of core?.desk.superseded ?? NOTHING) void core?.desk.discard(id)
	}

	look(day: Day | undefined): void {
		if (this.#looking === day) return
		this.#looking = day
		this.#core?.presence.say({ day: day ?? null })
	}

	hold(key: AppointmentId): void {
		this.#core?.presence.say({ holds: key })
	}

	drag(key: AppointmentId, to: Move): void {
		this.#core?.presence.say({ holds: key, drag: { key, to } })
	}

	release(): void {
		this.#core?.presence.say({ holds: null, drag: null })
	}

	retry(): void {
		if (this.#core) this.#core.connection.retry()
		else void this.start()
	}

	/** Positions are stored: before a reload. */
	async flush(): Promise<void> {
		await this.#core?.flush()
	}

	async close(): Promise<void> {
		this.#closed = true
		this.#callOffRights?.()
		this.#stopListening()
		await this.#starting
		await this.#core?.close()
		this.#core = undefined
	}
}

/** As an uncaught error would be told, without ending what was under way. */
const reportBug = (bug: unknown): void =>
	queueMicrotask(() => {
		throw bug
	})
