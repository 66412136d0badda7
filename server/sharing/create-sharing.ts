/** Puts sharing together: rights in memory and on disk, and everything that changes them. */
import { leads } from '#lib/core/account/role.ts'
import { ok } from '#lib/core/result.ts'
import { createAccessLists } from './access-list.ts'
import type { SharingDeps } from './deps.ts'
import { createInvitations } from './invitations.ts'
import { createMembers } from './members.ts'
import { refuse } from './refusals.ts'
import { openRightsStore } from './rights-store.ts'
import type { Sharing } from './sharing.ts'
import { migrateSharing } from './tables.ts'
import { createWorkspaces } from './workspaces.ts'

const HISTORY_PAGE = 100

export async function createSharing(deps: SharingDeps): Promise<Sharing> {
	const { db } = deps
	await migrateSharing(db)
	const store = await openRightsStore(deps)
	const shared = { ...deps, store }
	const workspaces = createWorkspaces(shared)
	return {
		accessTo: (person, room) => store.book.accessTo(person, room),
		levelOf: (person, calendar) => store.book.levelOf(person, calendar),
		busyCalendars: () => store.book.busyCalendars(),
		onchange: (listener) => store.onchange(listener),
		...workspaces,
		...createMembers(shared),
		...createAccessLists(shared),
		...createInvitations({ ...shared, viewFor: workspaces.workspace }),
		async history(actor, workspace, before) {
			const role = store.book.roleOf(actor.id, workspace)
			if (!role) return refuse('not-found')
			if (!leads(role)) return refuse('not-allowed')
			const lines = db
				.selectFrom('rightsChange')
				.select(['id', 'at', 'by', 'byName', 'what', 'about', 'before', 'after'])
				.where('workspace', '=', workspace)
				.where((line) => line.or([line('onlyFor', 'is', null), line('onlyFor', '=', actor.id)]))
			const older = before === undefined ? lines : lines.where('id', '<', before)
			const rows = await older.orderBy('id', 'desc').limit(HISTORY_PAGE).execute()
			return ok(rows)
		}
	}
}
