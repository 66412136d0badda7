/** The tables of sharing in `people.sqlite`. Ids of people are account ids; times are milliseconds since the epoch. */
import type { Generated, Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { CalendarKind, Level } from '#lib/core/account/level.ts'
import type { RightsChangeKind } from '#lib/core/account/membership.ts'
import type { Uses } from '#lib/core/account/invitation.ts'
import type { Role } from '#lib/core/account/role.ts'

/** Types and not interfaces: Kysely asks for an index signature, which only they imply. */
export type SharingTables = {
	readonly workspace: { id: string; name: string; createdBy: string; createdAt: number }
	readonly member: { workspace: string; person: string; role: Role; joinedAt: number }
	readonly calendar: {
		id: string
		workspace: string
		kind: CalendarKind
		/** Of a personal calendar: whose. Stays when they leave, so that it is theirs again if they return. */
		owner: string | null
		createdAt: number
	}
	readonly access: { calendar: string; person: string; level: Level }
	readonly invitation: InvitationRow
	readonly rightsChange: {
		id: Generated<number>
		workspace: string
		at: number
		by: string
		byName: string
		what: RightsChangeKind
		about: string
		before: string
		after: string
		/** Of a personal calendar: its owner, who alone sees the line. */
		onlyFor: string | null
	}
}

export type InvitationRow = {
	readonly id: string
	readonly workspace: string
	/** Of the code; the code itself is nowhere. */
	readonly hash: string
	readonly role: Role
	readonly email: string | null
	readonly uses: Uses
	readonly taken: number
	readonly by: string
	readonly byName: string
	readonly createdAt: number
	readonly expiresAt: number
	readonly revokedAt: number | null
}

export type SharingDatabase = Kysely<SharingTables>

/** Throws when the file cannot be brought up to date: the server must not start then. */
export async function migrateSharing(db: SharingDatabase): Promise<void> {
	const migrator = new Migrator({
		db,
		provider: { getMigrations: async () => MIGRATIONS },
		migrationTableName: 'sharingMigration',
		migrationLockTableName: 'sharingMigrationLock'
	})
	const { error } = await migrator.migrateToLatest()
	if (error) throw new Error('The tables of sharing cannot be brought up to date', { cause: error })
}

/** Never edited once released: a change is a new one. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
	'2026-11-first': {
		async up(db: Kysely<unknown>) {
			const { schema } = db
			await schema
				.createTable('workspace')
				.addColumn('id', 'text', (id) => id.primaryKey())
				.addColumn('name', 'text', (name) => name.notNull())
				.addColumn('createdBy', 'text', (by) => by.notNull())
				.addColumn('createdAt', 'integer', (at) => at.notNull())
				.execute()
			await schema
				.createTable('member')
				.addColumn('workspace', 'text', (id) => id.notNull().references('workspace.id'))
				.addColumn('person', 'text', (id) => id.notNull())
				.addColumn('role', 'text', (role) => role.notNull())
				.addColumn('joinedAt', 'integer', (at) => at.notNull())
				.addPrimaryKeyConstraint('memberKey', ['workspace', 'person'])
				.execute()
			await schema
				.createTable('calendar')
				.addColumn('id', 'text', (id) => id.primaryKey())
				.addColumn('workspace', 'text', (id) => id.notNull().references('workspace.id'))
				.addColumn('kind', 'text', (kind) => kind.notNull())
				.addColumn('owner', 'text')
				.addColumn('createdAt', 'integer', (at) => at.notNull())
				.execute()
			await schema
				.createTable('access')
				.addColumn('calendar', 'text', (id) => id.notNull().references('calendar.id'))
				.addColumn('person', 'text', (id) => id.notNull())
				.addColumn('level', 'text', (level) => level.notNull())
				.addPrimaryKeyConstraint('accessKey', ['calendar', 'person'])
				.execute()
			await schema
				.createTable('invitation')
				.addColumn('id', 'text', (id) => id.primaryKey())
				.addColumn('workspace', 'text', (id) => id.notNull().references('workspace.id'))
				.addColumn('hash', 'text', (hash) => hash.notNull().unique())
				.addColumn('role', 'text', (role) => role.notNull())
				.addColumn('email', 'text')
				.addColumn('uses', 'text', (uses) => uses.notNull())
				.addColumn('taken', 'integer', (taken) => taken.notNull())
				.addColumn('by', 'text', (by) => by.notNull())
				.addColumn('byName', 'text', (by) => by.notNull())
				.addColumn('createdAt', 'integer', (at) => at.notNull())
				.addColumn('expiresAt', 'integer', (at) => at.notNull())
				.addColumn('revokedAt', 'integer')
				.execute()
			await schema
				.createTable('rightsChange')
				.addColumn('id', 'integer', (id) => id.primaryKey().autoIncrement())
				.addColumn('workspace', 'text', (id) => id.notNull())
				.addColumn('at', 'integer', (at) => at.notNull())
				.addColumn('by', 'text', (by) => by.notNull())
				.addColumn('byName', 'text', (by) => by.notNull())
				.addColumn('what', 'text', (what) => what.notNull())
				.addColumn('about', 'text', (about) => about.notNull())
				.addColumn('before', 'text', (before) => before.notNull())
				.addColumn('after', 'text', (after) => after.notNull())
				.addColumn('onlyFor', 'text')
				.execute()
			await schema
				.createIndex('rightsChangeOfWorkspace')
				.on('rightsChange')
				.columns(['workspace', 'id'])
				.execute()
		}
	}
}
