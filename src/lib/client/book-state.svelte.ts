/**
 * The book of this device as the views know it. Reads ask the index, which keeps the identity of whatever did not
 * change; a counter tells Svelte to ask again. The index is patched by the ids a transaction touched, never rebuilt.
 */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { CalendarContent } from '#lib/core/ical/write.ts'
import type { SeriesEnd } from '#lib/core/recurrence/end.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import { addDays, dayOf, type Day, type Instant, type Span } from '#lib/core/time/wall.ts'
import { toWall } from '#lib/core/time/zone.ts'
import type { Workspace, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { busyKnownUntil } from '#lib/doc/busy-window.ts'
import { baseRoom, rootRoom, type Room } from '#lib/doc/rooms.ts'
import * as actions from './actions.ts'
import { busyOnly, calendarsOf, mainCalendar, readable, roomsOfDays, sayRights } from './calendars.ts'
import type { BookCalendar } from './calendars.ts'
import { createBookCore, type BookCore, type BookDeps } from './book-core.ts'
import { createBookAhead } from './book-ahead.ts'
import type { Book, Conflict, GroupsEdit, Move, NewAppointment, SaveStatus, Undone } from './book.ts'
import { conflictsAhead, DAYS_SOON } from './conflicts-ahead.ts'
import * as history from './history.ts'
import { createRootSaving } from './root-saving.ts'
import { sayStatus, type Saving } from './save-status.ts'
import type { StorageFault } from './storage/database.ts'
import { did, NO_UNDO, type UndoEntry, type UndoStacks } from './undo-stack.ts'

/** Whoever opens a book of their account waits for its frame no longer than this. */
const FETCH_MS = 20_000
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export class BookState implements Book {
	readonly core: BookCore
	#workspace: Workspace | undefined
	#version: number
	#saving: Saving
	#rows: StorageFault | undefined
	#stacks: UndoStacks
	#shown: Span<Day> | undefined
	/** The calendars it is shown of. */
	#wanted = ''
	/** How many long pieces of work are under way. */
	#still = 0
	readonly #inbox: readonly Conflict[]
	readonly #calendars: readonly BookCalendar[]
	readonly #opened: PromiseWithResolvers<void>
	readonly saveAbout: Book['saveAbout']
	readonly saveResource: Book['saveResource']
	readonly saveService: Book['saveService']
	readonly preview: Book['preview']
	readonly nextDates: Book['nextDates']

	constructor(deps: BookDeps) {
		this.#workspace = $state.raw()
		this.#version = $state(0)
		this.#saving = $state.raw({ waiting: 0, fault: deps.fault })
		this.#rows = $state.raw()
		this.#stacks = $state.raw(NO_UNDO)
		this.#opened = Promise.withResolvers()
		this.core = createBookCore(deps, {
			onworkspace: (workspace) => {
				this.#workspace = workspace
				this.#opened.resolve()
				this.calendarsChanged()
			},
			onrooms: () => this.#changed(),
			onsaving: (waiting, fault) => (this.#saving = { waiting, fault }),
			onrows: (fault) => (this.#rows = fault)
		})
		const saving = createRootSaving(this.core, (entry) => this.did(entry))
		this.saveAbout = saving.saveAbout
		this.saveResource = saving.saveResource
		this.saveService = saving.saveService
		const ahead = createBookAhead({
			core: this.core,
			around: (days) => this.withBusy(days),
			roomsOf: (days) => this.#roomsOf(days),
			isLoaded: (days) => this.isLoaded(days)
		})
		this.preview = ahead.preview
		this.nextDates = ahead.nextDates
		let longest = 0
		this.core.index.subscribe(({ guestsOf }) => {
			this.#changed()
			const { daysOfLongestDate } = this.core.index
			// A guest's home may be a month that is not open yet, and so may the month a long date began in.
			if ((guestsOf.length > 0 || daysOfLongestDate !== longest) && this.#shown) this.#want(this.#shown)
			longest = daysOfLongestDate
		})
		this.#inbox = $derived(
			conflictsAhead({
				overlaps: (days) => this.#index.overlaps(days),
				soon: this.#soon(),
				shown: this.#shown,
				isLoaded: (days) => this.isLoaded(days)
			})
		)
		this.#calendars = $derived(
			this.#workspace ? calendarsOf(this.#workspace, deps.rights(), deps.member()) : []
		)
	}

	/**
	 * Reads the workspace: from its snapshot, or from its document, or from the server where this device has nothing of it
	 * yet (`connect` is called then). False: none of them can be read at present.
	 */
	async open(connect: () => Promise<void> = async () => undefined): Promise<boolean> {
		const { replica, deps } = this.core
		const root = rootRoom(deps.workspace)
		await Promise.race([this.#opened.promise, replica.want([root])])
		if (this.#workspace === undefined && deps.isShared()) {
			await connect()
			await replica.withDocs([root], () => Promise.race([this.#opened.promise, pause(FETCH_MS)]))
		}
		return this.#workspace !== undefined
	}

	/** Before it is connected: nobody else had it, so this device has all of it. */
	async settle(): Promise<void> {
		const { replica } = this.core
		const prefixes = [rootRoom(this.id), ...readable(this.#calendars).map(baseRoom)]
		const known = await Promise.all(prefixes.map((prefix) => replica.known(prefix)))
		replica.complete([...known.flat(), ...(this.#shown ? this.#roomsOf(this.#shown) : [])])
	}

	#changed() {
		if (this.#still === 0) this.#version += 1
	}

	/** While `work` runs the views stand still: thousands of edits are drawn once, at the end, and keys and clicks come through. */
	async standingStill<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
		this.#still += 1
		try {
			return await work()
		} finally {
			this.#still -= 1
			this.#changed()
		}
	}

	get #index() {
		void this.#version
		return this.core.index
	}

	get id(): WorkspaceId {
		return this.core.deps.workspace
	}

	get calendars(): readonly BookCalendar[] {
		return this.#calendars
	}

	/** What is shown, and the days the inbox looks at. */
	get daysLookedAt(): readonly Span<Day>[] {
		return this.#shown ? [this.#shown, this.#soon()] : [this.#soon()]
	}

	get workspace(): Workspace {
		if (!this.#workspace) throw new Error('The book was read before open() resolved')
		return this.#workspace
	}

	/** The calendar of the business: appointments are made in it. */
	get calendar(): CalendarId {
		return mainCalendar(this.#calendars)
	}

	#roomsOf(days: Span<Day>, index = this.core.index): readonly Room[] {
		return roomsOfDays(this.#calendars, days, index)
	}

	/** The calendar a record is in. */
	#calendarOf(key: AppointmentId): CalendarId {
		const { index } = this.core
		const record = index.find(key)?.appointment ?? index.appointment(key) ?? index.seriesOf(key)
		return record?.calendar ?? this.calendar
	}

	get save(): SaveStatus {
		return sayStatus(this.#saving)
	}

	/** The documents' own rows lag behind; the journal may hold everything all the same. */
	get rowsFault(): StorageFault | undefined {
		return this.#rows
	}

	show(range: Span<Day>): void {
		if (this.#shown?.start === range.start && this.#shown.end === range.end) return
		this.#shown = range
		// Called while a view is drawn: nothing reactive may change before it is.
		queueMicrotask(() => this.#want(range))
	}

	/** The workspace names others, or a right was given or taken: what is shown may need more than before. */
	calendarsChanged(): void {
		const shown = this.#shown
		const wanted = sayRights(this.#calendars)
		if (shown && wanted !== this.#wanted) queueMicrotask(() => this.#want(shown))
	}

	#want(range: Span<Day>) {
		const { replica, deps } = this.core
		this.#wanted = sayRights(this.#calendars)
		const roomsOf = (days: Span<Day>) => this.#roomsOf(days)
		void replica.want([rootRoom(deps.workspace), ...roomsOf(range)])
		const days = Math.max(range.end - range.start, 28)
		const around = { start: addDays(range.start, -days), end: addDays(range.end, days) }
		replica.wantNearby([...new Set([...roomsOf(around), ...roomsOf(this.#soon())])])
		// A colleague's booking of next week belongs into the inbox before anybody looks at that week.
		if (deps.isShared()) replica.follow(roomsOf(this.#soon()))
	}

	isLoaded(range: Span<Day>): boolean {
		const busy = busyOnly(this.#calendars)
		if (busy.length > 0 && range.end > busyKnownUntil(this.core.deps.nowMs())) return false
		return this.#roomsOf(range, this.#index).every(this.core.replica.isRead)
	}

	occurrences(range: Span<Day>): readonly Occurrence[] {
		return this.#index.occurrences(range)
	}

	withBusy(range: Span<Day>): readonly Occurrence[] {
		void this.#version
		return this.core.busy.beside(range, busyOnly(this.#calendars))
	}

	find(key: AppointmentId): Occurrence | undefined {
		return this.#index.find(key)
	}

	seriesOf(key: AppointmentId): Series | undefined {
		return this.#index.seriesOf(key)
	}

	conflicts(range: Span<Day>): ReadonlyMap<AppointmentId, readonly AppointmentId[]> {
		void this.#version
		return this.core.busy.conflicts(range, busyOnly(this.#calendars))
	}

	get inbox(): readonly Conflict[] {
		return this.#inbox
	}

	get bin(): readonly Occurrence[] {
		return this.#index.bin()
	}

	async content(): Promise<CalendarContent> {
		const { replica, index, deps } = this.core
		const { readContent } = await import('./export-content.ts')
		const { calendar, workspace } = this
		return readContent({ replica, index, calendar, workspace, stamp: deps.nowMs() as Instant })
	}

	/** The days the inbox looks at, wherever the views are: they are read in a pause and kept. */
	#soon(): Span<Day> {
		const today = dayOf(toWall(this.core.deps.nowMs() as Instant, this.#index.viewZone))
		return { start: today, end: addDays(today, DAYS_SOON) }
	}

	create(appointment: NewAppointment): actions.Action {
		return actions.create(this.#depsFor(appointment.calendar ?? this.calendar), appointment)
	}

	move(key: AppointmentId, move: Move, scope?: Scope): actions.Action {
		return actions.move(this.#depsOf(key), key, move, scope)
	}

	copy(key: AppointmentId, move: Move): actions.Action {
		return actions.copy(this.#depsOf(key), key, move)
	}

	setStatus(key: AppointmentId, status: Status, reason = '', scope?: Scope): actions.Action {
		return actions.mark(this.#depsOf(key), key, status, reason, scope)
	}

	edit(key: AppointmentId, groups: GroupsEdit, scope?: Scope): actions.Action {
		return actions.edit(this.#depsOf(key), key, groups, scope)
	}

	remove(key: AppointmentId, scope?: Scope): actions.Action {
		return actions.remove(this.#depsOf(key), key, scope)
	}

	restore(key: AppointmentId): actions.Action {
		return actions.restore(this.#depsOf(key), key)
	}

	detach(key: AppointmentId): actions.Action {
		return actions.takeOut(this.#depsOf(key), key)
	}

	endSeries(series: AppointmentId, end: SeriesEnd): actions.Action {
		return actions.end(this.#depsOf(series), series, end)
	}

	get undoLabel(): string | undefined {
		return this.#stacks.undo.at(-1)?.label
	}

	get redoLabel(): string | undefined {
		return this.#stacks.redo.at(-1)?.label
	}

	undo(): Promise<Undone> {
		return this.core.editing.inTurn(() => history.undo(this.#history))
	}

	redo(): Promise<Undone> {
		return this.core.editing.inTurn(() => history.redo(this.#history))
	}

	/** An action that was carried out elsewhere (an import) becomes an undo step. */
	did(entry: UndoEntry): void {
		this.#stacks = did(this.#stacks, entry)
	}

	/** After the demo was filled in: there is nothing a person could undo. */
	forgetHistory(): void {
		this.#stacks = NO_UNDO
	}

	#depsOf(key: AppointmentId): actions.ActionDeps {
		return this.#depsFor(this.#calendarOf(key))
	}

	#depsFor(calendar: CalendarId): actions.ActionDeps {
		const { editing, deps } = this.core
		const { by, randomBytes } = deps
		return {
			editing,
			calendar,
			by,
			randomBytes,
			named: this.named,
			did: (entry) => this.did(entry)
		}
	}

	get #history(): history.HistoryDeps {
		const { editing, deps } = this.core
		return {
			editing,
			device: deps.device,
			by: deps.by,
			named: this.named,
			read: () => this.#stacks,
			write: (stacks) => (this.#stacks = stacks),
			breathe: () => new Promise((resolve) => setTimeout(resolve))
		}
	}

	/** What an appointment, a date or a series is called. */
	readonly named = (key: AppointmentId) => {
		const { index } = this.core
		return index.find(key)?.appointment ?? index.appointment(key) ?? index.seriesOf(key)
	}

	/** Everything so far is in storage when it resolves, or storage refuses. */
	async flush(): Promise<void> {
		await this.core.editing.inTurn(async () => undefined)
		await this.core.queue.flush()
		await this.core.replica.flush()
	}

	close(): Promise<void> {
		return this.core.close()
	}

	/** Closes without writing anything more: the book is being removed from this device. */
	abandon(): Promise<void> {
		return this.core.abandon()
	}
}
