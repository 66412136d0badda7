/** The device of the shell: which books it has, which one is open, and where they are kept. One for each page. */
import type { CalendarId } from '#lib/core/appointment/appointment.ts'
import { randomPart, RANDOM_LENGTH } from '#lib/core/appointment/ids.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { dayOf, minuteOfDay, type Instant } from '#lib/core/time/wall.ts'
import { sameValue } from '#lib/doc/same.ts'
import { isZone, toWall } from '#lib/core/time/zone.ts'
import type { Workspace, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { rootRoom } from '#lib/doc/rooms.ts'
import { BookState } from './book-state.svelte.ts'
import type { Device, DevicePhase, KnownWorkspace, NewBook, StartRefusal, StorageHealth } from './device.ts'
import { withDefaults, type DeviceDefaults, type DeviceOptions } from './device-options.ts'
import { createDrafts, dropDrafts, type Drafts } from './drafts.ts'
import { tabDevice } from './history.ts'
import { ImportState } from './import-state.svelte.ts'
import { AccountState, type AccountHost } from './live/account-state.svelte.ts'
import { LiveState } from './live/live-state.svelte.ts'
import { countUnsynced, waitsFor } from './live/unsynced.ts'
import { emptyBook, setUp, type BookSetUp } from './new-book.ts'
import { checkStorage, NO_STORAGE } from './storage-health.ts'
import {
	createBookList,
	renamed,
	replaced,
	withBook,
	withoutBook,
	type BookList,
	type DeviceRecord
} from './storage/book-list.ts'
import type { StorageFault } from './storage/database.ts'
import { createDeviceStorage, type DeviceStorage } from './storage/device-storage.ts'
import { removeBook } from './storage/remove-book.ts'

export const createDevice = (options: DeviceOptions = {}): DeviceState => new DeviceState(options)

export class DeviceState implements Device {
	#phase: DevicePhase
	#book: BookState | undefined
	#record: DeviceRecord
	/** The list as storage last had it; `#record` may be ahead of it where storage is refused. */
	#stored: DeviceRecord | undefined
	#storageHealth: StorageHealth
	#imports: ImportState | undefined
	#live: LiveState | undefined
	#drafts: Drafts
	#fault: StorageFault | undefined
	readonly account: AccountState
	readonly #storage: DeviceStorage
	readonly #list: BookList
	readonly #options: DeviceDefaults

	constructor(options: DeviceOptions) {
		this.#options = withDefaults(options)
		this.#storage = options.storage ?? createDeviceStorage()
		this.#list = createBookList(this.#storage.database, () => this.#newId())
		this.#phase = $state('starting')
		this.#book = $state.raw()
		this.#record = $state.raw({ device: this.#newId(), books: [], opened: undefined, removing: [] })
		this.#storageHealth = $state.raw({ ...NO_STORAGE, available: true })
		this.#imports = $state.raw()
		this.#live = $state.raw()
		this.#drafts = $state.raw(createDrafts('none'))
		this.account = new AccountState({ ...this.#options, host: this.#host() })
		this.#storage.channel?.listen((message) => {
			if (message.kind === 'removed') void this.#removedElsewhere(message.workspace)
		})
	}

	get phase(): DevicePhase {
		return this.#phase
	}

	get book(): BookState | undefined {
		return this.#book
	}

	get workspaces(): readonly KnownWorkspace[] {
		const open = this.#book?.workspace
		return this.#record.books.map(({ id, name, demo, account }) => ({
			id,
			name: open?.id === id ? open.about.name : name,
			demo,
			connected: account !== undefined
		}))
	}

	get storage(): StorageHealth {
		return this.#storageHealth
	}

	get live(): LiveState | undefined {
		return this.#live
	}

	get drafts(): Drafts {
		return this.#drafts
	}

	get imports(): ImportState {
		if (!this.#imports) throw new Error('A file can be imported only into an open book')
		return this.#imports
	}

	async start(): Promise<void> {
		const read = await this.#list.read()
		if (read.ok) this.#take(read.value)
		else {
			this.#fault = read.why
			this.#storageHealth = NO_STORAGE
		}
		const { opened } = this.#record
		if (opened === undefined || !(await this.open(opened)).ok) this.#phase = 'welcome'
		globalThis.document?.addEventListener('visibilitychange', this.#onvisibility)
		this.#options.idle(() => void this.#afterStart())
	}

	/** Hidden is the last that a page on a phone is sure to be told; shown again, it may have missed messages. */
	readonly #onvisibility = () => {
		const { core } = this.#book ?? {}
		if (document.visibilityState === 'hidden') void core?.replica.flush()
		else {
			void this.#lookAtList()
			core?.queue.retry()
			core?.replica.refresh()
		}
	}

	/** What can wait for the first paint. */
	async #afterStart() {
		if (!this.#fault) this.#storageHealth = await checkStorage(globalThis.navigator?.storage)
		if (this.#book) await this.#rename(this.#book.workspace)
		for (const book of this.#record.removing) await this.#finishRemoval(book)
		// A book without an account asks no server for anything.
		if (this.account.me) await this.account.refresh()
		await this.#trimActions()
	}

	/** What waits for a server is never trimmed. */
	async #trimActions() {
		const syncs = await this.#storage.syncs.all(() => true)
		const isWaiting = waitsFor(this.#record.books, syncs.ok ? syncs.value : [])
		await this.#storage.journal.trimActions(ACTIONS_KEPT, isWaiting)
	}

	async startEmpty(asked: NewBook): Promise<Result<WorkspaceId, StartRefusal>> {
		const book = emptyBook(asked, () => this.#newId())
		return book.ok ? this.#begin(book.value) : book
	}

	async startDemo(zone: string): Promise<Result<WorkspaceId, StartRefusal>> {
		if (!isZone(zone)) return refuse('bad-input', `There is no time zone "${zone}": try Europe/Berlin`)
		this.#phase = 'opening'
		const { fillDemo, demoBook } = await import('./demo-book.ts')
		const now = toWall(this.#options.nowMs() as Instant, zone)
		const demo = demoBook({ today: dayOf(now), nowMinute: minuteOfDay(now), zone, calendar: this.#newId() })
		return this.#begin(demo.setUp, (book) => fillDemo(book, demo))
	}

	async #begin(
		made: BookSetUp,
		fill?: (book: BookState) => Promise<void>
	): Promise<Result<WorkspaceId, StartRefusal>> {
		this.#phase = 'opening'
		await this.#putAway()
		const id = this.#newId()
		const book = this.#createBook(id)
		await setUp(book.core.editing, id, made)
		await fill?.(book)
		await book.flush()
		const { name, demo } = made.about
		const listed = { id, name, demo, calendars: made.calendars.map((calendar) => calendar.id) }
		if (!(await this.#show(book))) return this.#unreadable(book)
		await this.#change((record) => ({ ...withBook(record, listed), opened: id }))
		return ok(id)
	}

	async open(id: WorkspaceId): Promise<Result<WorkspaceId, StartRefusal>> {
		const book = this.#createBook(id)
		const found = await book.core.replica.peek(rootRoom(id))
		const isNowhere = found.kind === 'unknown' && !this.#isShared(id)
		if (isNowhere || (await this.#isBeingRemoved(id))) {
			await book.close()
			await this.#change((record) => withoutBook(record, id))
			return refuse('unknown', 'This book is no longer on this device')
		}
		if (this.#book) this.#phase = 'opening'
		await this.#putAway()
		if (!(await this.#show(book))) return this.#unreadable(book)
		if (this.#record.opened !== id) await this.#change((record) => ({ ...record, opened: id }))
		return ok(id)
	}

	async remove(id: WorkspaceId): Promise<void> {
		const listed = this.#record.books.find((book) => book.id === id)
		if (!listed) return
		await this.#change((record) => {
			const without = withoutBook(record, id)
			return { ...without, removing: [...without.removing, listed] }
		})
		this.#storage.channel?.send({ kind: 'removed', workspace: id })
		await this.#letGo(id)
		await this.#finishRemoval(listed)
	}

	async flush(): Promise<void> {
		await this.#book?.flush()
		await this.#live?.flush()
	}

	async close(): Promise<void> {
		globalThis.document?.removeEventListener('visibilitychange', this.#onvisibility)
		await this.#putAway()
		this.#storage.channel?.close()
		this.#storage.database.close()
	}

	#createBook(workspace: WorkspaceId): BookState {
		const { nowMs, randomBytes, idle, by } = this.#options
		const name = () => this.account.me?.name ?? by
		return new BookState({
			workspace,
			storage: this.#storage,
			device: tabDevice(this.#record.device, this.#newId()),
			get by() {
				return name()
			},
			nowMs,
			randomBytes,
			idle,
			isShared: () => this.#isShared(workspace),
			rights: () =>
				this.#isShared(workspace)
					? this.account.books.find(({ id }) => id === workspace)?.calendars
					: undefined,
			member: () => this.account.me?.id ?? '',
			...(this.#fault && { fault: this.#fault })
		})
	}

	#isShared(id: WorkspaceId): boolean {
		return this.#record.books.some((book) => book.id === id && book.account !== undefined)
	}

	/** All that this device ever had anything of. */
	#calendarsKnown(id: WorkspaceId): readonly CalendarId[] {
		const listed = this.#record.books.find((book) => book.id === id)?.calendars ?? []
		const rights = this.account.books.find((book) => book.id === id)?.calendars ?? []
		return [...new Set([...listed, ...rights.map((calendar) => calendar.id)])]
	}

	/** False: it cannot be read. */
	async #show(book: BookState): Promise<boolean> {
		const live = new LiveState({
			book,
			isShared: () => this.#isShared(book.id),
			member: book.core.deps.member,
			calendars: () => this.#calendarsKnown(book.id),
			onrights: () => void this.account.refresh(),
			wires: this.#options.wires
		})
		if (!(await book.open(() => live.start()))) {
			await live.close()
			return false
		}
		this.#drafts = createDrafts(book.workspace.id)
		this.#imports = new ImportState(book)
		this.#book = book
		this.#live = live
		this.#phase = 'open'
		this.#options.idle(() => void live.start())
		return true
	}

	/** What the account does to the books of this device. */
	#host(): AccountHost {
		return {
			openBook: () => {
				const { about, calendars, id } = this.#book?.workspace ?? {}
				if (id === undefined || about === undefined || about.demo) return undefined
				const named = (calendars ?? []).map((calendar) => ({ id: calendar.id, kind: calendar.kind }))
				return { id, name: about.name, calendars: named }
			},
			isOnDevice: (id) => this.#record.books.some((book) => book.id === id),
			adopt: async (id, account) => {
				await this.#book?.settle()
				const listed = this.#record.books.find((book) => book.id === id)
				if (listed) await this.#change((record) => replaced(record, { ...listed, account }))
				await this.#live?.bringAll()
			},
			fetch: async ({ id, name, calendars }, account) => {
				const known = this.#record.books.find((book) => book.id === id)
				const rooms = [...new Set([...(known?.calendars ?? []), ...calendars.map((one) => one.id)])]
				const listed = { id, name: known?.name ?? name, demo: false, calendars: rooms, account }
				await this.#change((record) => withBook(record, listed))
				const opened = await this.open(id)
				return opened.ok ? opened : refuse('offline', opened.message)
			},
			unsynced: async () => {
				await this.#live?.flush()
				return countUnsynced(this.#storage, this.#record.books)
			},
			forgetBooks: async (only) => {
				const connected = this.#record.books.filter(
					({ id, account }) => account !== undefined && (only === undefined || id === only)
				)
				for (const { id } of connected) await this.remove(id)
			},
			signedIn: () => this.#live?.retry(),
			rightsChanged: () => this.#live?.rightsChanged()
		}
	}

	async #unreadable(book: BookState) {
		await book.close()
		this.#phase = 'welcome'
		return refuse('unreadable', 'This book cannot be read from the storage of this device at present')
	}

	/** Another tab may have begun it since this one looked; at the start the list was just read. */
	async #isBeingRemoved(id: WorkspaceId): Promise<boolean> {
		if (this.#phase === 'starting') return false
		const read = await this.#list.read()
		return read.ok && read.value.removing.some((book) => book.id === id)
	}

	async #putAway() {
		const [book, live] = [this.#book, this.#live]
		this.#book = undefined
		this.#live = undefined
		await live?.close()
		await book?.close()
	}

	/** The list says what a book was called and which calendars it had when it was last open. */
	async #rename({ id, about, calendars }: Workspace) {
		const listed = this.#record.books.find((book) => book.id === id)
		const known = [...this.#calendarsKnown(id), ...calendars.map((calendar) => calendar.id)]
		const next = listed && renamed(listed, about.name, known)
		if (next && !sameValue(listed, next)) await this.#change((record) => replaced(record, next))
	}

	/** Without writing anything more: its storage is being deleted. */
	async #letGo(id: WorkspaceId) {
		const [book, live] = [this.#book, this.#live]
		if (book?.workspace.id !== id) return
		this.#phase = 'welcome'
		this.#book = undefined
		this.#live = undefined
		await live?.close()
		await book.abandon()
	}

	async #removedElsewhere(id: WorkspaceId) {
		await this.#letGo(id)
		const read = await this.#list.read()
		if (read.ok) this.#take(read.value)
	}

	#take(stored: DeviceRecord) {
		this.#stored = stored
		this.#record = stored
	}

	/** A page that slept may have missed that its book was removed: it must not write it anew. */
	async #lookAtList() {
		const id = this.#book?.workspace.id
		const read = await this.#list.read()
		if (!read.ok) return
		const isListed = (record: DeviceRecord | undefined) => record?.books.some((book) => book.id === id)
		if (id === undefined || !isListed(this.#stored) || isListed(read.value)) return
		this.#take(read.value)
		await this.#letGo(id)
	}

	async #finishRemoval(book: DeviceRecord['removing'][number]) {
		// Where it fails the next start tries again.
		if (!(await removeBook(this.#storage, book))) return
		dropDrafts(book.id)
		await this.#change((record) => ({
			...record,
			removing: record.removing.filter(({ id }) => id !== book.id)
		}))
	}

	/** Where storage is refused the list lives as long as the page. */
	async #change(change: (record: DeviceRecord) => DeviceRecord) {
		const changed = await this.#list.change(change)
		if (changed.ok) this.#take(changed.value)
		else this.#record = change(this.#record)
	}

	#newId(): string {
		return randomPart(this.#options.randomBytes(RANDOM_LENGTH))
	}
}

/** "While you were away" looks back over these. */
const ACTIONS_KEPT = 2000
