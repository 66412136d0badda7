import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Me, ServerState } from '#lib/core/account/person.ts'
import type { ProviderAddress, WayIn } from '#lib/core/account/sign-in.ts'
import {
	foundBook,
	inviteCode,
	signUp,
	startPeople,
	type Browser,
	type PeopleServer
} from './people-server.ts'

const ORIGIN = 'http://localhost:3000'
const TOKENS = { access: 'an-access-token', refresh: 'a-refresh-token' }

/** Whom the provider says it is. */
interface Claims {
	readonly sub: string
	readonly email: string
	readonly email_verified?: boolean
	readonly name: string
}

let server: PeopleServer
beforeEach(async () => {
	const provider = { clientId: 'our-id', clientSecret: 'our-secret' }
	server = await startPeople({
		config: { publicUrl: ORIGIN, google: provider, microsoft: { ...provider, tenant: 'common' } }
	})
})
afterEach(async () => {
	vi.unstubAllGlobals()
	await server.stop()
})

const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')

/** The provider's end: its page is skipped, its token endpoint answers for a code. */
function provide(claims: Claims): void {
	const now = Math.floor(Date.now() / 1_000)
	const payload = {
		...claims,
		oid: claims.sub,
		tid: 't',
		iss: 'x',
		aud: 'our-id',
		iat: now,
		exp: now + 3_600
	}
	const idToken = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}.${part({})}`
	vi.stubGlobal('fetch', async (input: string | URL | Request) => {
		const { host } = new URL(input instanceof Request ? input.url : String(input))
		if (!['oauth2.googleapis.com', 'login.microsoftonline.com'].includes(host))
			throw new Error(`Nobody asks ${host}`)
		return Response.json({
			access_token: TOKENS.access,
			refresh_token: TOKENS.refresh,
			id_token: idToken,
			token_type: 'Bearer',
			expires_in: 3_600
		})
	})
}

/** To the provider and back; where the browser ends up. */
async function signInWith(browser: Browser, provider: string, claims: Claims, path = '/sign-in/social') {
	const body = { provider, callbackURL: '/welcome', errorCallbackURL: '/sign-in' }
	const answer = await browser.post<ProviderAddress>(`/api/auth${path}`, body)
	const address = new URL(answer.json.url)
	expect(address.searchParams.get('redirect_uri')).toBe(`${ORIGIN}/api/auth/callback/${provider}`)
	provide(claims)
	const state = address.searchParams.get('state') ?? ''
	const back = await browser.get(`/api/auth/callback/${provider}?code=abc&state=${state}`)
	return new URL(back.headers.get('location') ?? '', ORIGIN)
}

const ben: Claims = { sub: '4711', email: 'ben@example.org', email_verified: true, name: 'Ben\u0000\n Bo' }

describe.each(['google', 'microsoft'])('signing in with %s', (provider) => {
	it('is offered, and founds a new server', async () => {
		const browser = server.browser()
		const { signIn } = (await browser.get<ServerState>('/api/server')).json
		expect(signIn).toMatchObject({ google: true, microsoft: true })
		expect((await signInWith(browser, provider, ben)).pathname).toBe('/welcome')
		expect((await browser.get<Me>('/api/me')).json.person).toMatchObject({ name: 'Ben Bo', isFounder: true })
	})

	it('makes no account without an invitation, and one with it', async () => {
		const ada = await foundBook(server)
		const stranger = server.browser()
		const refused = await signInWith(stranger, provider, ben)
		expect(`${refused.pathname} ${refused.searchParams.get('error')}`).toBe('/sign-in SIGN_UP_CLOSED')
		expect((await stranger.get('/api/me')).status).toBe(401)

		const code = await inviteCode(ada, { role: 'viewer' })
		const invited = server.browser()
		await invited.post('/api/invitations/look', { code })
		expect((await signInWith(invited, provider, ben)).pathname).toBe('/welcome')
		const me = (await invited.get<Me>('/api/me')).json
		expect(me).toMatchObject({ person: { isFounder: false }, workspaces: [{ role: 'viewer' }] })
		// The second time it is just a sign-in, on any device.
		const phone = server.browser()
		expect((await signInWith(phone, provider, ben)).pathname).toBe('/welcome')
		expect((await phone.get<Me>('/api/me')).json.person).toEqual(me.person)
	})

	it('never opens an account by its address alone; linked on purpose it does', async () => {
		const ada = await foundBook(server)
		const claims = { ...ben, email: 'ada@example.org' }
		const thief = server.browser()
		const refused = await signInWith(thief, provider, claims)
		expect(refused.searchParams.get('error')).toBe('account_not_linked')
		expect((await thief.get('/api/me')).status).toBe(401)

		const theirs = { sub: ben.sub, email: 'ada@work.example', name: 'Ada at work' }
		expect((await signInWith(ada, provider, theirs, '/link-social')).pathname).toBe('/welcome')
		const ways = (await ada.get<readonly WayIn[]>('/api/auth/list-accounts')).json
		expect(ways.map((way) => way.provider).sort()).toEqual(['credential', provider].sort())
		expect((await signInWith(thief, provider, claims)).pathname).toBe('/welcome')
		expect((await thief.get<Me>('/api/me')).json.person.name).toBe('Ada')
		const linked = ways.find((way) => way.provider === provider)
		expect((await ada.post('/api/auth/unlink-account', { accountId: linked?.id })).status).toBe(200)
		expect((await signInWith(server.browser(), provider, claims)).searchParams.get('error')).toBe(
			'account_not_linked'
		)
	})

	it('keeps none of the provider’s tokens', async () => {
		// At the first time it is created, at the second it is brought up to date.
		for (let time = 0; time < 2; time += 1) {
			await signInWith(server.browser(), provider, ben)
			const file = new DatabaseSync(join(server.dataDir, 'people.sqlite'), { readOnly: true })
			const [account] = file.prepare('select * from account').all()
			file.close()
			expect(account).toMatchObject({
				providerId: provider,
				accessToken: null,
				refreshToken: null,
				idToken: null
			})
		}
	})

	it('comes back only to the browser that went', async () => {
		const ada = server.browser()
		const body = { provider, callbackURL: '/welcome', errorCallbackURL: '/sign-in' }
		const { url } = (await ada.post<ProviderAddress>('/api/auth/sign-in/social', body)).json
		provide(ben)
		const state = new URL(url).searchParams.get('state') ?? ''
		const other = server.browser()
		await other.get(`/api/auth/callback/${provider}?code=abc&state=${state}`)
		expect((await other.get('/api/me')).status).toBe(401)
	})
})

it('a provider that is not set up is not there', async () => {
	const bare = await startPeople()
	const body = { provider: 'google', callbackURL: '/', errorCallbackURL: '/' }
	expect((await bare.browser().post('/api/auth/sign-in/social', body)).json).toMatchObject({
		error: 'not-found'
	})
	await signUp(bare.browser(), 'Ada')
	await bare.stop()
})
