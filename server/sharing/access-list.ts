/** Who may do what in one calendar: seen and changed by those who manage it. */
import type { AccessLine, AccessRequest } from '#lib/core/account/membership.ts'
import { leads } from '#lib/core/account/role.ts'
import { ok } from '#lib/core/result.ts'
import type { Shared } from './deps.ts'
import { refuse } from './refusals.ts'
import type { KnownCalendar, KnownWorkspace } from './rights-book.ts'
import type { Actor, Answer, Sharing } from './sharing.ts'

type AccessLists = Pick<Sharing, 'accessList' | 'setAccess'>

interface Managed {
	readonly calendar: KnownCalendar
	readonly workspace: KnownWorkspace
}

export function createAccessLists({ store, people }: Shared): AccessLists {
	const { book } = store

	/** A calendar of which the actor has nothing does not exist for them: not even an admin learns of a personal one. */
	function managed(actor: Actor, id: string, calendarId: string): Answer<Managed> {
		const workspace = book.workspace(id)
		const calendar = book.calendar(calendarId)
		const level = book.levelOf(actor.id, calendarId)
		if (!workspace || calendar?.workspace !== id || level === 'none') return refuse('not-found')
		return level === 'manage' ? ok({ calendar, workspace }) : refuse('not-allowed')
	}

	const isFixed = ({ calendar, workspace }: Managed, person: string): boolean => {
		const role = workspace.members.get(person)?.role
		return calendar.kind === 'personal' ? calendar.owner === person : role !== undefined && leads(role)
	}

	async function accessList(
		actor: Actor,
		id: string,
		calendarId: string
	): Promise<Answer<readonly AccessLine[]>> {
		const found = managed(actor, id, calendarId)
		if (!found.ok) return found
		const { calendar, workspace } = found.value
		const members = [...workspace.members.values()]
		const accounts = await people(members.map(({ person }) => person))
		return ok(
			members.map(({ person, role }) => ({
				member: person,
				name: accounts.get(person)?.name ?? '',
				role,
				granted: calendar.access.get(person),
				level: book.levelOf(person, calendarId),
				isFixed: isFixed(found.value, person)
			}))
		)
	}

	const setAccess = async (
		actor: Actor,
		calendar: { readonly workspace: string; readonly id: string },
		member: string,
		asked: AccessRequest['level']
	): Promise<Answer<void>> =>
		store.alone(async (write) => {
			const found = managed(actor, calendar.workspace, calendar.id)
			if (!found.ok) return found
			if (!found.value.workspace.members.has(member)) return refuse('not-found')
			if (isFixed(found.value, member)) return refuse('fixed-access')
			const level = asked === 'by-role' ? undefined : asked
			const before = found.value.calendar.access.get(member)
			if (level === before) return ok(undefined)
			await write({
				rows: [{ table: 'access', calendar: calendar.id, person: member, level }],
				history: [
					{
						workspace: calendar.workspace,
						by: actor,
						what: 'access',
						about: `${calendar.id} ${member}`,
						before: before ?? 'by-role',
						after: asked,
						onlyFor: found.value.calendar.owner
					}
				]
			})
			return ok(undefined)
		})

	return { accessList, setAccess }
}
