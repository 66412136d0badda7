/** Invitations: made within a workspace, looked at and taken by whoever holds the link. */
import { Hono } from 'hono'
import type { Accounts } from '../accounts/accounts.ts'
import type { Sharing } from '../sharing/sharing.ts'
import { refuseBody, refuseFor, reply } from './answer.ts'
import { networkOf, type ClientAddress } from './client-address.ts'
import type { InvitationCookie } from './invitation-cookie.ts'
import type { OwnOrigin } from './own-origin.ts'
import type { Rate, RateLimits } from './rate-limit.ts'
import { readBody } from './read-body.ts'
import { codeShape, inviteShape } from './request-shapes.ts'
import { signedIn, type SignedInEnv } from './signed-in.ts'

export interface InvitingDeps {
	readonly sharing: Sharing
	readonly ownOrigin: OwnOrigin
	readonly limits: RateLimits
}

/** Each may send a mail in the server's name. */
const INVITING: Rate = { max: 60, seconds: 3_600 }
/** 160 bits are not guessed; this keeps whoever tries from costing anything. */
const LOOKING: Rate = { max: 30, seconds: 60 }

/** Behind `/api/workspaces/:id/invitations`, for somebody signed in. */
export const invitingRoutes = ({ sharing, ownOrigin, limits }: InvitingDeps): Hono<SignedInEnv> =>
	new Hono<SignedInEnv>()
		.get('/', async (c) => reply(c, await sharing.invitations(c.var.person, c.req.param('id') ?? '')))
		.post('/', async (c) => {
			const body = await readBody(c, inviteShape)
			if (!body.ok) return refuseBody(c, body)
			const wait = limits.take(`inviting ${c.var.person.id}`, INVITING)
			if (wait > 0) return refuseFor(c, wait)
			const origin = ownOrigin.of(c.req.raw.headers) ?? ''
			return reply(c, await sharing.invite(c.var.person, c.req.param('id') ?? '', body.value, origin))
		})
		.delete('/:invitation', async (c) => {
			const { id = '', invitation } = c.req.param() as { id?: string; invitation: string }
			return reply(c, await sharing.revoke(c.var.person, id, invitation))
		})

export interface InvitationRoutesDeps {
	readonly accounts: Pick<Accounts, 'identify'>
	readonly sharing: Pick<Sharing, 'look' | 'accept'>
	readonly cookie: InvitationCookie
	readonly limits: RateLimits
	readonly clientAddress: ClientAddress
}

/** `/api/invitations`. Codes travel in bodies: an address ends up in logs. */
export const invitationRoutes = ({
	accounts,
	sharing,
	cookie,
	limits,
	clientAddress
}: InvitationRoutesDeps): Hono => {
	const routes = new Hono()
	routes.use(async (c, next) => {
		const wait = limits.take(`looking ${networkOf(clientAddress(c))}`, LOOKING)
		return wait > 0 ? refuseFor(c, wait) : next()
	})
	routes.post('/look', async (c) => {
		const body = await readBody(c, codeShape)
		if (!body.ok) return refuseBody(c, body)
		const found = await sharing.look(body.value.code)
		if (found.ok) cookie.keep(c, body.value.code)
		return reply(c, found)
	})
	routes.post('/accept', signedIn(accounts), async (c) => {
		const body = await readBody(c, codeShape)
		if (!body.ok) return refuseBody(c, body)
		const joined = await sharing.accept(c.var.person, body.value.code)
		if (joined.ok) cookie.drop(c)
		return reply(c, joined)
	})
	return routes
}
