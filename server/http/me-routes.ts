/** `/api/server` and `/api/me`: what the server offers, who is signed in, on which devices. */
import { Hono } from 'hono'
import { isIP } from 'node:net'
import type { Me, ServerState } from '#lib/core/account/person.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Sharing } from '../sharing/sharing.ts'
import { refuse, reply } from './answer.ts'
import type { OwnOrigin } from './own-origin.ts'
import { signedIn } from './signed-in.ts'

export interface ServerRoutesDeps {
	readonly accounts: Pick<Accounts, 'isNew'>
	readonly ownOrigin: OwnOrigin
	readonly offers: { readonly google: boolean; readonly microsoft: boolean; readonly mail: boolean }
}

export const serverRoutes = ({ accounts, ownOrigin, offers }: ServerRoutesDeps): Hono =>
	new Hono().get('/', async (c) => {
		const { google, microsoft, mail } = offers
		const passkey = takesPasskeys(ownOrigin.of(c.req.raw.headers))
		const state: ServerState = {
			isNew: await accounts.isNew(),
			signIn: { password: true, passkey, google, microsoft },
			mail
		}
		return c.json(state)
	})

/** WebAuthn names sites by domain, never by address, and wants https or localhost. */
function takesPasskeys(origin: string | undefined): boolean {
	if (origin === undefined) return false
	const { protocol, hostname } = new URL(origin)
	return hostname === 'localhost' || (protocol === 'https:' && !hostname.startsWith('[') && !isIP(hostname))
}

export interface MeRoutesDeps {
	readonly accounts: Accounts
	readonly sharing: Pick<Sharing, 'workspacesOf'>
}

export const meRoutes = ({ accounts, sharing }: MeRoutesDeps): Hono => {
	const routes = new Hono()
	routes.get('/', async (c) => {
		const { person, cookies } = await accounts.renew(c.req.raw.headers)
		for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
		if (!person) return refuse(c, 'signed-out')
		const { id, name, email, isFounder, session } = person
		const me: Me = { person: { id, name, email, isFounder }, session, workspaces: sharing.workspacesOf(id) }
		return c.json(me)
	})
	return routes.route('/sessions', sessionRoutes(accounts))
}

const sessionRoutes = (accounts: Accounts) =>
	new Hono()
		.get('/', signedIn(accounts), async (c) => c.json(await accounts.sessionsOf(c.var.person)))
		.delete('/', signedIn(accounts), async (c) => {
			await accounts.endOtherSessions(c.var.person)
			return c.json({})
		})
		.delete('/:session', signedIn(accounts), async (c) =>
			reply(c, await accounts.endSession(c.var.person, c.req.param('session')))
		)
