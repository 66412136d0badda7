import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Me, SessionView } from '#lib/core/account/person.ts'
import type { RightsChange } from '../../../../server/relay/gate.ts'
import {
	foundBook,
	idOf,
	PASSWORD,
	signIn,
	signUp,
	startPeople,
	type Browser,
	type PeopleServer
} from './people-server.ts'

let server: PeopleServer
let ada: Browser
beforeEach(async () => {
	server = await startPeople({ mail: true, config: { publicUrl: 'http://localhost:3000' } })
	ada = await foundBook(server)
})
afterEach(() => server.stop())

/** What the relay is told. */
function listen(): RightsChange[] {
	const told: RightsChange[] = []
	server.people.gate.onchange((change) => void told.push(change))
	return told
}

describe('signing in', () => {
	it('answers a wrong address and a wrong password alike', async () => {
		const wrongPassword = await signIn(server.browser(), 'ada@example.org', 'another password')
		const wrongAddress = await signIn(server.browser(), 'eve@example.org', 'another password')
		expect(wrongPassword.status).toBe(401)
		expect(wrongPassword.json).toMatchObject({ error: 'wrong-credentials' })
		expect(wrongAddress.json).toEqual(wrongPassword.json)
	})

	it('takes as long for an unknown address as for a wrong password', async () => {
		const time = async (email: string) => {
			const start = performance.now()
			await signIn(server.browser(), email, 'another password')
			return performance.now() - start
		}
		await time('ada@example.org')
		const known = Math.min(await time('ada@example.org'), await time('ada@example.org'))
		const unknown = Math.min(await time('eve@example.org'), await time('eve@example.org'))
		// Both hash once, which is nearly all of it; without that the unknown one takes a hundredth.
		expect(unknown).toBeGreaterThan(known / 4)
	})

	it('gives a cookie that no script can read, and no token in the answer', async () => {
		const answer = await signIn(server.browser(), 'ada@example.org')
		expect(answer.json).toEqual({})
		const [cookie] = answer.headers.getSetCookie()
		expect(cookie).toMatch(/^daybook\.session_token=/)
		expect(cookie).toMatch(/HttpOnly/i)
		expect(cookie).toMatch(/SameSite=Lax/i)
		expect(cookie).not.toMatch(/Secure/i)
	})

	it('gives a secure one where the address is https', async () => {
		const origin = 'https://book.example.org'
		const other = await startPeople({ config: { publicUrl: origin } })
		const answer = await signUp(other.browser({ origin }), 'Ada')
		expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-daybook\.session_token=.*Secure/i)
		await other.stop()
	})

	it('stops guesses at one account, from wherever they come, and leaves the others alone', async () => {
		const guess = (index: number, email: string) =>
			signIn(server.browser({ address: `10.1.${index}.1` }), email, `guess number ${index}`)
		for (let index = 0; index < 10; index += 1)
			expect((await guess(index, 'ada@example.org')).status).toBe(401)
		const stopped = await guess(10, 'ada@example.org')
		expect(stopped.status).toBe(429)
		expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
		expect((await guess(11, 'eve@example.org')).status).toBe(401)
		server.pass(601_000)
		expect((await signIn(server.browser({ address: '10.2.0.1' }), 'ada@example.org')).status).toBe(200)
	})

	it('does not count what was right', async () => {
		for (let index = 0; index < 12; index += 1)
			expect((await signIn(server.browser(), 'ada@example.org')).status).toBe(200)
	})
})

describe('sessions', () => {
	it('are listed without their tokens, and end at once for the relay', async () => {
		const phone = server.browser({ address: '192.0.2.7', headers: { 'user-agent': 'A phone' } })
		await signIn(phone, 'ada@example.org')
		const list = await ada.get<readonly SessionView[]>('/api/me/sessions')
		expect(list.json).toHaveLength(2)
		const other = list.json.find(({ isThis }) => !isThis)
		expect(other).toMatchObject({ browser: 'A phone', address: '192.0.2.7' })
		expect(JSON.stringify(list.json)).not.toContain('token')

		const told = listen()
		const identity = await server.people.gate.identify(phone.headers())
		expect(identity).toMatchObject({ member: await idOf(ada), name: 'Ada', session: other?.id })
		expect((await ada.send('DELETE', `/api/me/sessions/${other?.id}`)).status).toBe(200)
		expect(told).toEqual([{ session: other?.id, ended: true }])
		expect(await server.people.gate.identify(phone.headers())).toBeUndefined()
		expect((await phone.get('/api/me')).json).toMatchObject({ error: 'signed-out' })
		expect((await ada.get('/api/me')).status).toBe(200)
	})

	it('end for all other devices in one step', async () => {
		const others = [server.browser(), server.browser()]
		for (const other of others) await signIn(other, 'ada@example.org')
		const told = listen()
		await ada.send('DELETE', '/api/me/sessions')
		expect(told.filter(({ ended }) => ended)).toHaveLength(2)
		for (const other of others) expect((await other.get('/api/me')).status).toBe(401)
		expect((await ada.get('/api/me')).status).toBe(200)
	})

	it('of somebody else cannot be ended', async () => {
		const { session } = (await ada.get<Me>('/api/me')).json
		const stranger = await startPeople()
		const eve = await foundBook(stranger)
		expect((await eve.send('DELETE', `/api/me/sessions/${session}`)).json).toMatchObject({
			error: 'not-found'
		})
		await stranger.stop()
	})

	it('end by signing out', async () => {
		const { session } = (await ada.get<Me>('/api/me')).json
		const before = ada.headers()
		const told = listen()
		expect((await ada.post('/api/auth/sign-out')).json).toEqual({})
		expect(told).toEqual([{ session, ended: true }])
		expect(await server.people.gate.identify(before)).toBeUndefined()
	})

	it('with a forged cookie are none', async () => {
		const browser = server.browser()
		for (const [name, value] of ada.cookies) browser.cookies.set(name, `${value.slice(0, -6)}AAAAAA`)
		expect(await server.people.gate.identify(browser.headers())).toBeUndefined()
	})

	it('tell the relay of a new name', async () => {
		const told = listen()
		await ada.post('/api/auth/update-user', { name: 'Ada L.' })
		expect(told).toEqual([{ member: await idOf(ada) }])
		expect((await server.people.gate.identify(ada.headers()))?.name).toBe('Ada L.')
	})
})

describe('a new password', () => {
	const linkIn = (text: string) => /https?:\S+/.exec(text)?.[0] ?? ''

	it('comes by mail, to known addresses only, with the same answer for all', async () => {
		const known = await ada.post('/api/auth/request-password-reset', { email: 'Ada@Example.org' })
		const unknown = await ada.post('/api/auth/request-password-reset', { email: 'eve@example.org' })
		expect([known.status, known.json]).toEqual([unknown.status, unknown.json])
		await expect.poll(() => server.mails.length).toBe(1)
		expect(server.mails[0]?.to).toBe('ada@example.org')
		const [address, token = ''] = linkIn(server.mails[0]?.text ?? '').split('#')
		expect(address).toBe('http://localhost:3000/reset')

		const told = listen()
		const fresh = server.browser()
		const newPassword = 'quite another password'
		expect((await fresh.post('/api/auth/reset-password', { token, newPassword })).status).toBe(200)
		expect(told.some(({ ended }) => ended)).toBe(true)
		expect((await ada.get('/api/me')).status).toBe(401)
		expect((await signIn(fresh, 'ada@example.org', PASSWORD)).status).toBe(401)
		expect((await signIn(fresh, 'ada@example.org', newPassword)).status).toBe(200)
		const again = await fresh.post('/api/auth/reset-password', { token, newPassword })
		expect(again.json).toMatchObject({ error: 'link-expired' })
	})

	it('cannot be asked for without a mail server, whatever the address', async () => {
		const other = await startPeople()
		await foundBook(other)
		for (const email of ['ada@example.org', 'eve@example.org']) {
			const answer = await other.browser().post('/api/auth/request-password-reset', { email })
			expect(answer.json).toMatchObject({ error: 'no-mail' })
		}
		await other.stop()
	})

	it('is changed with the old one', async () => {
		const newPassword = 'quite another password'
		const wrong = await ada.post('/api/auth/change-password', {
			currentPassword: 'not it at all',
			newPassword
		})
		expect(wrong.json).toMatchObject({ error: 'wrong-credentials' })
		const changed = await ada.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword })
		expect(changed.status).toBe(200)
		expect((await signIn(server.browser(), 'ada@example.org', newPassword)).status).toBe(200)
	})
})
