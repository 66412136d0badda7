/** Books on the server: connecting one that was begun on a device, its calendars, what a member sees of it. */
import { RANDOM_LENGTH, randomPart } from '#lib/core/appointment/ids.ts'
import type { ConnectRequest, NewCalendar, WorkspaceView } from '#lib/core/account/membership.ts'
import { leads } from '#lib/core/account/role.ts'
import { ok } from '#lib/core/result.ts'
import type { Shared } from './deps.ts'
import { refuse } from './refusals.ts'
import type { KnownWorkspace, RightsBook, RightsRow } from './rights-book.ts'
import type { HistoryLine } from './rights-store.ts'
import type { Actor, Answer, Sharing } from './sharing.ts'

/** A person's, so that one account cannot fill the disk of everybody. */
const MOST_OWNED = 50
const MOST_CALENDARS = 200

type Workspaces = Pick<Sharing, 'workspacesOf' | 'workspace' | 'connect' | 'addCalendars' | 'rename'>

export function createWorkspaces({ store, now, randomBytes }: Shared): Workspaces {
	const { book } = store

	function viewFor(person: string, id: string): Answer<WorkspaceView> {
		const workspace = book.workspace(id)
		const view = workspace && viewOf(book, workspace, person)
		return view ? ok(view) : refuse('not-found')
	}

	const isNewPersonal = ({ id, kind }: NewCalendar) => kind === 'personal' && !book.calendar(id)

	async function connect(actor: Actor, request: ConnectRequest): Promise<Answer<WorkspaceView>> {
		return store.alone(async (write) => {
			const known = book.workspace(request.id)
			const role = book.roleOf(actor.id, request.id)
			if (known && !(role && leads(role))) return refuse('taken')
			const owned = book
				.workspacesOf(actor.id)
				.filter(({ members }) => members.get(actor.id)?.role === 'owner')
			if (!known && owned.length >= MOST_OWNED) return refuse('too-many')
			// Every member has one of their own from joining on; nobody makes more of them.
			if (known && request.calendars.some(isNewPersonal)) return refuse('too-many')
			const added = newCalendars(actor, request.id, request.calendars)
			if (!added.ok) return added
			const begun: readonly RightsRow[] = known ? [] : beginning(actor, request)
			const rows = [...begun, ...added.value]
			const mine =
				known || hasPersonal(rows, actor.id) ? [] : [newPersonal(request.id, actor.id, randomBytes)]
			const connected = { workspace: request.id, by: actor, what: 'connected' as const, about: request.id }
			const history = [...(known ? [] : [connected]), ...additions(actor, request.id, added.value)]
			if (rows.length > 0) await write({ rows: [...rows, ...mine], history })
			return viewFor(actor.id, request.id)
		})
	}

	const beginning = (actor: Actor, { id, name }: ConnectRequest): readonly RightsRow[] => [
		{ table: 'workspace', id, name },
		{ table: 'member', workspace: id, person: actor.id, member: { role: 'owner', joinedAt: now() } }
	]

	/** Rows for those that are not there yet; refused where an id belongs to somebody else. */
	function newCalendars(
		actor: Actor,
		workspace: string,
		calendars: readonly NewCalendar[]
	): Answer<readonly (RightsRow & { readonly table: 'calendar' })[]> {
		const rows = new Map<string, RightsRow & { readonly table: 'calendar' }>()
		for (const { id, kind } of calendars) {
			const known = book.calendar(id)
			const owner = kind === 'personal' ? actor.id : undefined
			if (!known) rows.set(id, { table: 'calendar', id, workspace, kind, owner })
			else if (known.workspace !== workspace || known.kind !== kind || known.owner !== owner)
				return refuse('taken')
		}
		const there = book.workspace(workspace)?.calendars.size ?? 0
		return there + rows.size > MOST_CALENDARS ? refuse('too-many') : ok([...rows.values()])
	}

	async function addCalendars(
		actor: Actor,
		workspace: string,
		calendars: readonly NewCalendar[]
	): Promise<Answer<WorkspaceView>> {
		return store.alone(async (write) => {
			const role = book.roleOf(actor.id, workspace)
			if (!role) return refuse('not-found')
			if (calendars.some(isNewPersonal)) return refuse('too-many')
			if (!leads(role)) return refuse('not-allowed')
			const added = newCalendars(actor, workspace, calendars)
			if (!added.ok) return added
			const history = additions(actor, workspace, added.value)
			if (added.value.length > 0) await write({ rows: added.value, history })
			return viewFor(actor.id, workspace)
		})
	}

	async function rename(actor: Actor, id: string, name: string): Promise<Answer<WorkspaceView>> {
		return store.alone(async (write) => {
			const workspace = book.workspace(id)
			const role = book.roleOf(actor.id, id)
			if (!workspace || !role) return refuse('not-found')
			if (!leads(role)) return refuse('not-allowed')
			if (name !== workspace.name)
				await write({
					rows: [{ table: 'workspace', id, name }],
					history: [
						{ workspace: id, by: actor, what: 'renamed', about: id, before: workspace.name, after: name }
					]
				})
			return viewFor(actor.id, id)
		})
	}

	return {
		workspacesOf: (person) =>
			book.workspacesOf(person).flatMap((workspace) => viewOf(book, workspace, person) ?? []),
		workspace: (actor, id) => viewFor(actor.id, id),
		connect,
		addCalendars,
		rename
	}
}

/** Calendars without any right are not even named. Undefined: no member. */
function viewOf(book: RightsBook, workspace: KnownWorkspace, person: string): WorkspaceView | undefined {
	const role = workspace.members.get(person)?.role
	if (!role) return undefined
	const calendars = [...workspace.calendars].flatMap((id) => {
		const calendar = book.calendar(id)
		const level = book.levelOf(person, id)
		return calendar && level !== 'none' ? [{ id, kind: calendar.kind, owner: calendar.owner, level }] : []
	})
	return { id: workspace.id, name: workspace.name, role, calendars }
}

const hasPersonal = (rows: readonly RightsRow[], person: string): boolean =>
	rows.some((row) => row.table === 'calendar' && row.owner === person)

/** Everybody has one from joining on. Its document is begun by the member's own page. */
export const newPersonal = (
	workspace: string,
	person: string,
	randomBytes: (length: number) => Uint8Array
): RightsRow => ({
	table: 'calendar',
	id: randomPart(randomBytes(RANDOM_LENGTH)),
	workspace,
	kind: 'personal',
	owner: person
})

const additions = (
	by: Actor,
	workspace: string,
	rows: readonly (RightsRow & { readonly table: 'calendar' })[]
): readonly HistoryLine[] =>
	rows.map(({ id, kind, owner }) => ({
		workspace,
		by,
		what: 'calendar-added',
		about: id,
		after: kind,
		onlyFor: owner
	}))
