/**
 * One open document of this tab. Loaded from its rows and the journal, kept equal with the other tabs, its rows written
 * by one tab only. It never fails to open: where storage is refused it lives in memory, and `fault` says so.
 */
import { applyUpdate, encodeStateAsUpdate, encodeStateVector, transact, Doc, type Transaction } from 'yjs'
import { faultOf, type Database, type StorageFault } from './database.ts'
import { openRows, readRows, rowsName, type Generation } from './doc-rows.ts'
import { createGuardedDoc, isSilenced, unsilence } from './guarded-doc.ts'
import type { Journal, JournalEntry, UpdateMark } from './journal.ts'
import { attachPersistence, type Persistence } from './persistence.ts'
import type { KnownRoom } from './projections.ts'
import { takeSeat } from './seat.ts'
import type { TabChannel, TabMessage } from './tab-channel.ts'

export interface OpenDoc {
	readonly room: string
	readonly generation: Generation
	readonly doc: Doc
	/** Whether this tab writes the rows. */
	readonly isWriter: boolean
	/** Why the rows lack something that the doc has; undefined while all is well. */
	readonly fault: StorageFault | undefined
	/** False: there are rows that cannot be read at present, so the doc may lack what they hold. */
	readonly isWhole: boolean
	/** The newest journal entry that is in the doc. */
	readonly journalPosition: number
	/** Brings in what the journal has beyond that: entries of other tabs whose message is still on its way. */
	catchUp(): Promise<void>
	/** Positions of those entries that are in the rows, by reading the rows back into a doc of their own. */
	provenInRows(entries: readonly JournalEntry[]): Promise<readonly number[]>
	/** True when everything the doc has at present is in the rows, and this tab is the one that knows. */
	inRows(): Promise<boolean>
	/** Asks the other tabs for what this one missed. */
	greet(): void
	/** Tries again to bring the rows up to the doc. True when they are. */
	heal(): Promise<boolean>
	close(): Promise<void>
}

export interface DocDeps {
	readonly factory: IDBFactory | undefined
	readonly locks: LockManager | undefined
	readonly channel: TabChannel | undefined
	readonly journal: Journal
	/**
	 * Not known: this device has nothing of the room yet, and its rows are made with the first edit only. Undefined:
	 * storage says nothing at all, and the book lives in memory.
	 */
	readonly lookUp: (room: string) => Promise<KnownRoom | undefined>
	/** An update made by this tab: to be journalled. Called inside the transaction's cleanup. */
	readonly onlocal: (room: string, update: Uint8Array, mark: UpdateMark) => void
	/** Rows were made for a room that was not known: from now on it is. */
	readonly onkept: (room: string) => void
	/** After every transaction, whoever made it. */
	readonly ontransaction: (room: string, transaction: Transaction) => void
	readonly onfault: (room: string, fault: StorageFault | undefined) => void
}

/** Origins of what this device already has: it is neither journalled nor sent to other tabs. */
const FROM_JOURNAL = 'daybook:journal'
const FROM_TAB = 'daybook:tab'
const FROM_ROWS = 'daybook:rows'

export async function openDoc(room: string, deps: DocDeps): Promise<OpenDoc> {
	const looked = await deps.lookUp(room)
	const known = looked?.known
	const generation = looked?.generation ?? 0
	const doc = createGuardedDoc(room, (error) => failed(faultOf(error)))
	let persistence: Persistence | undefined
	let attaching: Promise<boolean> | undefined
	let writer = false
	let closed = false
	let fault: StorageFault | undefined
	let journalPosition = 0
	let whole = true

	const holder = takeSeat(deps.locks, rowsName(room, generation), () => {
		writer = true
		// The tab that wrote may have died before its last edits were rows, or reached this tab.
		if (!closed) void attach().then(catchUp)
	})
	const stopListening = deps.channel?.listen(hear)

	doc.on('afterTransaction', (transaction: Transaction) => deps.ontransaction(room, transaction))
	doc.on('update', (update: Uint8Array, origin: unknown, _doc: Doc, transaction: Transaction) => {
		if (transaction.local) deps.onlocal(room, update, markOf(transaction))
		if (!isOurs(origin)) deps.channel?.send({ kind: 'update', room, update, generation })
		if (writer && !persistence && !attaching && origin !== FROM_ROWS) void attach()
	})

	const isOurs = (origin: unknown) =>
		origin === FROM_JOURNAL || origin === FROM_TAB || origin === FROM_ROWS || origin === persistence?.origin

	/** A local transaction writes as this client only. */
	const markOf = ({ afterState }: Transaction): UpdateMark => ({
		generation,
		client: doc.clientID,
		clock: afterState.get(doc.clientID) ?? 0
	})

	function hear(message: TabMessage) {
		if (message.kind !== 'update' && message.kind !== 'hello') return
		if (message.room !== room || message.generation !== generation) return
		if (message.kind === 'update') tryApply(doc, message.update, FROM_TAB)
		else {
			const missing = encodeStateAsUpdate(doc, message.vector)
			// Two empty lists: there is nothing the other tab lacks.
			if (missing.byteLength > 2) deps.channel?.send({ kind: 'update', room, update: missing, generation })
		}
	}

	function failed(why: StorageFault) {
		if (closed) return
		fault = why
		deps.onfault(room, why)
	}

	/** One attachment at a time; a failed one leaves the doc in memory and in the journal. */
	function attach(): Promise<boolean> {
		attaching ??= replaceAttachment().finally(() => (attaching = undefined))
		return attaching
	}

	async function replaceAttachment() {
		await persistence?.close()
		persistence = undefined
		const attached = await attachPersistence(deps.factory, { room, generation }, doc, failed)
		if (!attached.ok) {
			failed(attached.why)
			return false
		}
		persistence = attached.value
		if (known === false) deps.onkept(room)
		healed()
		return true
	}

	function healed() {
		whole = true
		const was = fault
		fault = undefined
		if (was) deps.onfault(room, undefined)
	}

	async function readWithoutAttaching(): Promise<boolean> {
		const rows = openRows(deps.factory, room, generation)
		const read = await readRows(rows)
		rows.close()
		if (read.ok) transact(doc, () => read.value.forEach((row) => applyUpdate(doc, row)), FROM_ROWS, false)
		else failed(read.why)
		return read.ok
	}

	async function catchUp() {
		const entries = await deps.journal.entries(room, journalPosition, generation)
		if (!entries.ok) return
		for (const { position, update } of entries.value) {
			tryApply(doc, update, FROM_JOURNAL)
			journalPosition = Math.max(journalPosition, position)
		}
	}

	const greet = () => deps.channel?.send({ kind: 'hello', room, vector: encodeStateVector(doc), generation })

	async function inRows() {
		await attaching
		return writer && !fault && ((await persistence?.settled()) ?? encodeStateVector(doc).length === 1)
	}

	async function heal() {
		if (isSilenced(doc)) unsilence(doc)
		if (!fault && (persistence || !writer)) return true
		if (writer) return attach()
		if (!(await readWithoutAttaching())) return false
		healed()
		return true
	}

	async function close() {
		closed = true
		stopListening?.()
		await attaching
		await persistence?.close()
		holder.leave()
		doc.destroy()
	}

	writer = (await holder.seat) === 'writer'
	if (known !== false) {
		// Without room or permission for rows there are none to read.
		if (!(writer && (await attach())) && !(await readWithoutAttaching()))
			whole = known === undefined || fault === 'refused' || fault === 'full'
		await catchUp()
	}
	greet()

	return {
		room,
		generation,
		doc,
		get isWriter() {
			return writer
		},
		get fault() {
			return fault
		},
		get isWhole() {
			return whole
		},
		get journalPosition() {
			return journalPosition
		},
		catchUp,
		provenInRows: (entries) => provenInRows(openRows(deps.factory, room, generation), entries),
		inRows,
		greet,
		heal,
		close
	}
}

/** False: it is no update. One that is damaged must not keep all the others from being read. */
function tryApply(doc: Doc, update: Uint8Array, origin?: string): boolean {
	try {
		applyUpdate(doc, update, origin)
		return true
	} catch {
		return false
	}
}

/** An update that is known already changes nothing, and a doc that does not change announces no update. */
async function provenInRows(rows: Database, entries: readonly JournalEntry[]): Promise<readonly number[]> {
	const read = await readRows(rows)
	rows.close()
	if (!read.ok) return []
	const doc = new Doc()
	doc.transact(() => read.value.forEach((row) => applyUpdate(doc, row)))
	let news = false
	doc.on('update', () => (news = true))
	return entries
		.filter(({ update }) => {
			news = false
			return tryApply(doc, update) && !news && !doc.store.pendingStructs
		})
		.map(({ position }) => position)
}
