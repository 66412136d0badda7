/** `/api/auth`: the open calls of the library of accounts, checked before it sees them and said in our words after. */
import { Hono, type Context } from 'hono'
import type { Accounts } from '../accounts/accounts.ts'
import { refuse, refuseBody, refuseFor } from './answer.ts'
import { AUTH_ROUTES, type AuthRoute } from './auth-calls.ts'
import { authRefusal } from './auth-refusals.ts'
import { networkOf, type ClientAddress } from './client-address.ts'
import type { InvitationCookie } from './invitation-cookie.ts'
import type { OwnOrigin } from './own-origin.ts'
import type { RateLimits } from './rate-limit.ts'
import { readBody } from './read-body.ts'

export interface AuthRoutesDeps {
	readonly accounts: Pick<Accounts, 'answer'>
	readonly cookie: InvitationCookie
	readonly ownOrigin: OwnOrigin
	readonly limits: RateLimits
	readonly clientAddress: ClientAddress
}

const PREFIX = '/api/auth'
/** Only wrong passwords count as guesses: a dozen devices may sign in to one account. */
const SIGN_IN = 'POST /sign-in/email'

export const authRoutes = (deps: AuthRoutesDeps): Hono =>
	new Hono().all('*', async (c) => {
		const path = c.req.path.slice(PREFIX.length)
		const name = `${c.req.method} ${path}`
		const route = Object.hasOwn(AUTH_ROUTES, name) ? AUTH_ROUTES[name] : undefined
		return route ? call(c, deps, { path, name, route }) : refuse(c, 'not-found')
	})

interface Asked {
	readonly path: string
	readonly name: string
	readonly route: AuthRoute
}

async function call(c: Context, deps: AuthRoutesDeps, { path, name, route }: Asked): Promise<Response> {
	const { accounts, cookie, ownOrigin, limits, clientAddress } = deps
	const origin = ownOrigin.of(c.req.raw.headers)
	if (origin === undefined) return refuse(c, 'other-origin')
	const address = clientAddress(c)
	const wait = limits.take(`${name} ${networkOf(address)}`, route.rate)
	if (wait > 0) return refuseFor(c, wait)
	const body = route.body && (await readBody(c, route.body))
	if (body?.ok === false) return refuseBody(c, body)
	const guesses = `${name} ${String(body?.value['email'])}`
	const longer = route.ratePerEmail ? limits.take(guesses, route.ratePerEmail) : 0
	if (longer > 0) return refuseFor(c, longer)
	const answered = await accounts.answer({
		method: c.req.method,
		// What has a body says everything there.
		path: route.body ? path : `${path}${new URL(c.req.url).search}`,
		headers: c.req.raw.headers,
		body: body && JSON.stringify(body.value),
		address,
		origin,
		code: cookie.read(c)
	})
	if (answered.ok && name === SIGN_IN) limits.forgive(guesses)
	return route.answer === 'redirect' ? answered : answer(c, answered, route.answer)
}

/** Cookies go on; of the body only what the route lets out: the library says tokens that no page needs. */
async function answer(
	c: Context,
	answered: Response,
	toAnswer: (json: unknown) => unknown
): Promise<Response> {
	for (const cookie of answered.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
	const json: unknown = await answered.json().catch(() => undefined)
	if (answered.ok) return c.json(toAnswer(json) ?? {})
	const { code } = (json ?? {}) as { code?: unknown }
	return refuse(c, authRefusal(answered.status, code))
}
