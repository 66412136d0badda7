/** `/api/workspaces…`: connecting a book, its members, calendars, access lists and history. */
import { Hono } from 'hono'
import { resetLink } from '#lib/core/account/invitation.ts'
import type { ResetLink } from '#lib/core/account/membership.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Sharing } from '../sharing/sharing.ts'
import { refuse, refuseBody, reply } from './answer.ts'
import { invitingRoutes, type InvitingDeps } from './invitation-routes.ts'
import { readBody, readValue } from './read-body.ts'
import {
	accessShape,
	beforeShape,
	calendarsShape,
	connectShape,
	renameShape,
	roleShape,
	transferShape
} from './request-shapes.ts'
import { signedIn, type SignedInEnv } from './signed-in.ts'

export interface WorkspaceRoutesDeps extends InvitingDeps {
	readonly accounts: Accounts
	readonly sharing: Sharing
}

export const workspaceRoutes = (deps: WorkspaceRoutesDeps): Hono<SignedInEnv> => {
	const { accounts, sharing } = deps
	return new Hono<SignedInEnv>()
		.use(signedIn(accounts))
		.get('/', (c) => c.json(sharing.workspacesOf(c.var.person.id)))
		.post('/', async (c) => {
			const body = await readBody(c, connectShape)
			return body.ok ? reply(c, await sharing.connect(c.var.person, body.value)) : refuseBody(c, body)
		})
		.get('/:id', (c) => reply(c, sharing.workspace(c.var.person, c.req.param('id'))))
		.patch('/:id', async (c) => {
			const body = await readBody(c, renameShape)
			if (!body.ok) return refuseBody(c, body)
			return reply(c, await sharing.rename(c.var.person, c.req.param('id'), body.value.name))
		})
		.post('/:id/owner', async (c) => {
			const body = await readBody(c, transferShape)
			if (!body.ok) return refuseBody(c, body)
			return reply(c, await sharing.transfer(c.var.person, c.req.param('id'), body.value.member))
		})
		.get('/:id/changes', async (c) => {
			const before = readValue(c.req.query('before'), beforeShape)
			if (!before.ok) return refuse(c, 'bad-request', { field: 'before', sentence: before.message })
			return reply(c, await sharing.history(c.var.person, c.req.param('id'), before.value))
		})
		.route('/:id/members', memberRoutes(deps))
		.route('/:id/calendars', calendarRoutes(sharing))
		.route('/:id/invitations', invitingRoutes(deps))
}

/** Parameters of the path above are not in the types of a nested app. */
const memberRoutes = ({ accounts, sharing, ownOrigin }: WorkspaceRoutesDeps) =>
	new Hono<SignedInEnv>()
		.get('/', async (c) => reply(c, await sharing.members(c.var.person, c.req.param('id') ?? '')))
		.patch('/:member', async (c) => {
			const body = await readBody(c, roleShape)
			if (!body.ok) return refuseBody(c, body)
			const { id = '', member } = c.req.param() as { id?: string; member: string }
			return reply(c, await sharing.setRole(c.var.person, id, member, body.value.role))
		})
		.delete('/:member', async (c) => {
			const { id = '', member } = c.req.param() as { id?: string; member: string }
			return reply(c, await sharing.remove(c.var.person, id, member))
		})
		.post('/:member/reset', async (c) => {
			const { id = '', member } = c.req.param() as { id?: string; member: string }
			const allowed = await sharing.allowReset(c.var.person, id, member)
			if (!allowed.ok) return reply(c, allowed)
			const { token, expiresAt } = await accounts.resetToken(member)
			const made: ResetLink = { link: resetLink(ownOrigin.of(c.req.raw.headers) ?? '', token), expiresAt }
			return c.json(made)
		})

const calendarRoutes = (sharing: Sharing) =>
	new Hono<SignedInEnv>()
		.post('/', async (c) => {
			const body = await readBody(c, calendarsShape)
			if (!body.ok) return refuseBody(c, body)
			return reply(c, await sharing.addCalendars(c.var.person, c.req.param('id') ?? '', body.value.calendars))
		})
		.get('/:calendar/access', async (c) => {
			const { id = '', calendar } = c.req.param() as { id?: string; calendar: string }
			return reply(c, await sharing.accessList(c.var.person, id, calendar))
		})
		.put('/:calendar/access/:member', async (c) => {
			const body = await readBody(c, accessShape)
			if (!body.ok) return refuseBody(c, body)
			const { id = '', calendar, member } = c.req.param() as { id?: string; calendar: string; member: string }
			const place = { workspace: id, id: calendar }
			return reply(c, await sharing.setAccess(c.var.person, place, member, body.value.level))
		})
