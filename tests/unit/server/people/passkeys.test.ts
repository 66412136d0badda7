import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PasskeyView, WayIn } from '#lib/core/account/sign-in.ts'
import { createAuthenticator } from './authenticator.ts'
import { foundBook, idOf, startPeople, type Browser, type PeopleServer } from './people-server.ts'

interface Options {
	readonly challenge: string
	readonly rp?: { readonly id: string }
	readonly rpId?: string
}

let server: PeopleServer
let ada: Browser
beforeEach(async () => {
	server = await startPeople()
	ada = await foundBook(server)
})
afterEach(() => server.stop())

const ORIGIN = 'http://localhost:3000'

async function register(browser: Browser, authenticator = createAuthenticator()) {
	const options = await browser.get<Options>('/api/auth/passkey/generate-register-options')
	expect(options.json.rp?.id).toBe('localhost')
	const response = authenticator.register({
		challenge: options.json.challenge,
		origin: ORIGIN,
		rpId: 'localhost'
	})
	const answer = await browser.post('/api/auth/passkey/verify-registration', { response, name: 'My phone' })
	return { authenticator, answer }
}

async function signInWith(authenticator: ReturnType<typeof createAuthenticator>, origin = ORIGIN) {
	const browser = server.browser()
	const options = await browser.get<Options>('/api/auth/passkey/generate-authenticate-options')
	const response = authenticator.sign({ challenge: options.json.challenge, origin, rpId: 'localhost' })
	return { browser, answer: await browser.post('/api/auth/passkey/verify-authentication', { response }) }
}

describe('a passkey', () => {
	it('is registered by somebody signed in, and signs in without a name', async () => {
		const { authenticator, answer } = await register(ada)
		expect([answer.status, answer.json]).toEqual([200, {}])
		const list = await ada.get<readonly PasskeyView[]>('/api/auth/passkey/list-user-passkeys')
		expect(list.json).toMatchObject([{ name: 'My phone' }])
		const signedIn = await signInWith(authenticator)
		expect([signedIn.answer.status, signedIn.answer.json]).toEqual([200, {}])
		expect(await idOf(signedIn.browser)).toBe(await idOf(ada))
	})

	it('needs a session to be registered', async () => {
		const answer = await server.browser().get('/api/auth/passkey/generate-register-options')
		expect(answer.json).toMatchObject({ error: 'signed-out' })
	})

	it('that is unknown, or was asked by another site, or is gone, signs nobody in', async () => {
		const { authenticator } = await register(ada)
		for (const { browser, answer } of [
			await signInWith(createAuthenticator()),
			await signInWith(authenticator, 'https://evil.example')
		]) {
			expect(answer.json).toMatchObject({ error: 'passkey-failed' })
			expect((await browser.get('/api/me')).status).toBe(401)
		}
		const [mine] = (await ada.get<readonly PasskeyView[]>('/api/auth/passkey/list-user-passkeys')).json
		expect((await ada.post('/api/auth/passkey/delete-passkey', { id: mine?.id })).status).toBe(200)
		expect((await signInWith(authenticator)).answer.json).toMatchObject({ error: 'passkey-failed' })
	})

	it('answers a challenge once', async () => {
		const { authenticator } = await register(ada)
		const browser = server.browser()
		const options = await browser.get<Options>('/api/auth/passkey/generate-authenticate-options')
		const asked = { challenge: options.json.challenge, origin: ORIGIN, rpId: 'localhost' }
		const kept = new Map(browser.cookies)
		const response = authenticator.sign(asked)
		expect((await browser.post('/api/auth/passkey/verify-authentication', { response })).status).toBe(200)
		const thief = server.browser()
		for (const [name, value] of kept) thief.cookies.set(name, value)
		const replayed = await thief.post('/api/auth/passkey/verify-authentication', { response })
		expect(replayed.json).toMatchObject({ error: 'passkey-failed' })
	})
})

it('the last way in stays', async () => {
	const [way] = (await ada.get<readonly WayIn[]>('/api/auth/list-accounts')).json
	expect(way).toMatchObject({ provider: 'credential' })
	const answer = await ada.post('/api/auth/unlink-account', { accountId: way?.id })
	expect(answer.json).toMatchObject({ error: 'last-way-in' })
})
