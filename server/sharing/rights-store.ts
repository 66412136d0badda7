/**
 * Rights on disk and in memory. One change after the other: the rules are asked of the memory, the rows and their line
 * of history are written in one transaction, and only when that is on disk the memory changes and those concerned are
 * told. A change that fails leaves both as they were.
 */
import type { RightsChangeKind } from '#lib/core/account/membership.ts'
import type { Transaction } from 'kysely'
import { createRightsBook, type RightsBook, type RightsRow } from './rights-book.ts'
import type { SharingDatabase, SharingTables } from './tables.ts'

export interface HistoryLine {
	readonly workspace: string
	readonly by: { readonly id: string; readonly name: string }
	readonly what: RightsChangeKind
	readonly about: string
	readonly before?: string
	readonly after?: string
	/** Of a personal calendar: its owner, who alone may see the line. */
	readonly onlyFor?: string | undefined
}

export interface RightsWrite {
	readonly rows: readonly RightsRow[]
	readonly history: readonly HistoryLine[]
	/** Rows of other tables that belong to the same step. */
	readonly also?: (trx: Transaction<SharingTables>) => Promise<void>
}

export interface RightsStore {
	readonly book: RightsBook
	/** Alone: nothing changes between what `work` reads in the book and what it writes. */
	alone<Value>(work: (write: (step: RightsWrite) => Promise<void>) => Promise<Value>): Promise<Value>
	/** People whose rights changed. Returns the way to stop listening. */
	onchange(listener: (person: string) => void): () => void
}

export interface RightsStoreDeps {
	readonly db: SharingDatabase
	readonly now: () => number
}

export async function openRightsStore({ db, now }: RightsStoreDeps): Promise<RightsStore> {
	const book = createRightsBook()
	for (const row of await load(db)) book.apply(row)
	const listeners = new Set<(person: string) => void>()
	let last: Promise<unknown> = Promise.resolve()

	async function write({ rows, history, also }: RightsWrite): Promise<void> {
		const at = now()
		await db.transaction().execute(async (trx) => {
			for (const row of rows) await put(trx, row, at, history[0]?.by.id ?? '')
			await also?.(trx)
			for (const { by, before = '', after = '', onlyFor = null, ...line } of history)
				await trx
					.insertInto('rightsChange')
					.values({ ...line, at, by: by.id, byName: by.name, before, after, onlyFor })
					.execute()
		})
		for (const row of rows) book.apply(row)
		const concerned = new Set(rows.flatMap((row) => ('person' in row ? [row.person] : [])))
		for (const person of concerned) for (const listener of listeners) listener(person)
	}

	return {
		book,
		alone(work) {
			const mine = last.then(() => work(write))
			last = mine.catch(() => undefined)
			return mine
		},
		onchange(listener) {
			listeners.add(listener)
			return () => void listeners.delete(listener)
		}
	}
}

async function load(db: SharingDatabase): Promise<readonly RightsRow[]> {
	const workspaces = await db.selectFrom('workspace').select(['id', 'name']).orderBy('createdAt').execute()
	const members = await db.selectFrom('member').selectAll().orderBy('joinedAt').execute()
	const calendars = await db.selectFrom('calendar').selectAll().orderBy('createdAt').execute()
	const access = await db.selectFrom('access').selectAll().execute()
	return [
		...workspaces.map((row) => ({ table: 'workspace' as const, ...row })),
		...members.map(({ workspace, person, role, joinedAt }) => ({
			table: 'member' as const,
			workspace,
			person,
			member: { role, joinedAt }
		})),
		...calendars.map(({ id, workspace, kind, owner }) => ({
			table: 'calendar' as const,
			id,
			workspace,
			kind,
			owner: owner ?? undefined
		})),
		...access.map((row) => ({ table: 'access' as const, ...row }))
	]
}

async function put(trx: Transaction<SharingTables>, row: RightsRow, at: number, by: string): Promise<void> {
	switch (row.table) {
		case 'workspace': {
			const { id, name } = row
			const workspace = { id, name, createdBy: by, createdAt: at }
			await trx
				.insertInto('workspace')
				.values(workspace)
				.onConflict((conflict) => conflict.column('id').doUpdateSet({ name }))
				.execute()
			return
		}
		case 'member': {
			const { workspace, person, member } = row
			const theirs = trx.deleteFrom('member').where('workspace', '=', workspace).where('person', '=', person)
			await theirs.execute()
			if (member)
				await trx
					.insertInto('member')
					.values({ workspace, person, ...member })
					.execute()
			return
		}
		case 'calendar': {
			const { id, workspace, kind, owner } = row
			const calendar = { id, workspace, kind, owner: owner ?? null, createdAt: at }
			await trx.insertInto('calendar').values(calendar).execute()
			return
		}
		case 'access': {
			const { calendar, person, level } = row
			await trx.deleteFrom('access').where('calendar', '=', calendar).where('person', '=', person).execute()
			if (level !== undefined) await trx.insertInto('access').values({ calendar, person, level }).execute()
			return
		}
		default:
			return row satisfies never
	}
}
