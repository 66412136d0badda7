/** The same over a real connection: what the Node adapter gives must be what the rules look at. */
import { expect, it } from 'vitest'
import type { SessionView } from '#lib/core/account/person.ts'
import { listen } from '../../../../server/http/listen.ts'
import { PASSWORD, startPeople } from './people-server.ts'

it('signs up, is known by its cookie, and comes from where it comes from', async () => {
	const server = await startPeople()
	const listening = await listen(server.app, { host: '127.0.0.1', port: 0 })
	if (!listening.ok) throw new Error(listening.message)
	const { address, close } = listening.value
	const ask = (path: string, method: string, more: Readonly<Record<string, string>>, body?: object) =>
		fetch(`${address}${path}`, {
			method,
			headers: { ...more, ...(body && { 'content-type': 'application/json' }) },
			...(body && { body: JSON.stringify(body) })
		})
	const ada = { name: 'Ada', email: 'ada@example.org', password: PASSWORD }

	const forged = await ask('/api/auth/sign-up/email', 'POST', { origin: 'http://evil.example' }, ada)
	expect(forged.status).toBe(403)
	const signedUp = await ask('/api/auth/sign-up/email', 'POST', { origin: address }, ada)
	expect(signedUp.status).toBe(200)
	const cookie = signedUp.headers.getSetCookie()[0]?.split(';')[0] ?? ''
	const lies = { 'x-forwarded-for': '198.51.100.1', 'x-real-client-ip': '198.51.100.1' }
	const sessions = await ask('/api/me/sessions', 'GET', { cookie, ...lies })
	expect((await sessions.json()) as readonly SessionView[]).toMatchObject([
		{ address: '127.0.0.1', isThis: true }
	])
	const large = await ask('/api/workspaces', 'POST', { origin: address, cookie }, { id: 'x'.repeat(70_000) })
	expect(large.status).toBe(413)
	// Without a body there is nothing to be JSON.
	const signedOut = await ask('/api/auth/sign-out', 'POST', { origin: address, cookie })
	expect(signedOut.status).toBe(200)
	expect((await ask('/api/me', 'GET', { cookie })).status).toBe(401)

	await close()
	await server.stop()
})
