import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Http } from '#lib/client/live/http.ts'
import { createHttp } from '#lib/client/live/http.ts'
import type { Passkeys } from '#lib/client/live/passkeys.ts'
import type { ApiRefusal } from '#lib/core/account/refusal.ts'
import { ok, refuse } from '#lib/core/result.ts'
import { booked, bookOf, createMachine, titles } from '../book.ts'
import { createTeam, neverPolls, quick, until } from './shared-book.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
	for (const close of closing.splice(0)) await close()
})

/** A server's HTTP side that somebody can be signed in to. */
function createServer() {
	const calls: { readonly call: string; readonly body: object | undefined }[] = []
	const server = {
		person: { id: 'ada', name: 'Ada', email: 'ada@example.org', isFounder: true },
		workspaces: [] as object[],
		calls,
		isReachable: true,
		isIn: false,
		refuses: new Map<string, ApiRefusal>(),
		answers: new Map<string, unknown>()
	}
	const http: Http = async (method, path, body) => {
		const call = `${method} ${path}`
		calls.push({ call, body })
		if (!server.isReachable) return refuse('offline', 'no network')
		const why = server.refuses.get(call)
		if (why) return refuse(why, `refused: ${why}`)
		if (path.startsWith('/api/auth/sign-')) server.isIn = !path.endsWith('out')
		if (path === '/api/auth/passkey/verify-authentication') server.isIn = true
		if (path === '/api/me')
			return server.isIn
				? ok({ person: server.person, session: 's', workspaces: server.workspaces } as never)
				: refuse('signed-out', '')
		if (call === 'POST /api/workspaces')
			server.workspaces = [{ id: (body as { id: string }).id, name: 'Salon', role: 'owner', calendars: [] }]
		return ok((server.answers.get(call) ?? {}) as never)
	}
	return Object.assign(server, { http })
}

function setUp(passkeys?: Passkeys) {
	const server = createServer()
	const stored = new Map<string, string>()
	const store = {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => void stored.set(key, value),
		removeItem: (key: string) => void stored.delete(key)
	}
	const went: string[] = []
	const machine = createMachine({
		http: server.http,
		store,
		wires: async () => ({ webSocket: neverPolls, polling: neverPolls, timers: quick(Date.now) }),
		...(passkeys && { passkeys }),
		goTo: (address: string) => void went.push(address)
	})
	closing.push(machine.close)
	return { server, machine, stored, went, device: machine.tab() }
}

describe('the session', () => {
	test('is unknown until the server was asked, then signed out or in, and known offline afterwards', async () => {
		const { server, machine, device } = setUp()
		expect(device.account.session).toBe('unknown')
		await device.account.refresh()
		expect(device.account.session).toBe('signed-out')
		expect(await device.account.signIn({ email: 'ada@example.org', password: 'long enough' })).toEqual(
			ok(undefined)
		)
		expect([device.account.session, device.account.me?.name]).toEqual(['signed-in', 'Ada'])
		server.isReachable = false
		const offline = machine.tab()
		await offline.account.refresh()
		expect([offline.account.session, offline.account.me?.name]).toEqual(['signed-in', 'Ada'])
	})

	test('is asked for at the start only where somebody was signed in', async () => {
		const { server, machine, device } = setUp()
		await device.start()
		for (let pause = 0; pause < 50; pause++) await new Promise((resolve) => setImmediate(resolve))
		expect(server.calls).toEqual([])
		await device.account.signIn({ email: 'ada@example.org', password: 'long enough' })
		await until(() => server.calls.filter(({ call }) => call === 'GET /api/me').length === 2)
		const next = machine.tab()
		await next.start()
		await until(() => server.calls.filter(({ call }) => call === 'GET /api/me').length === 3)
	})

	test('that ended is noticed at any call, and forgets nobody', async () => {
		const { server, device } = setUp()
		await device.account.signIn({ email: 'a', password: 'b' })
		server.refuses.set('GET /api/me/sessions', 'signed-out')
		expect(await device.account.sessions()).toMatchObject({ ok: false, why: 'signed-out' })
		expect([device.account.session, device.account.me?.name]).toEqual(['expired', 'Ada'])
		await device.account.signIn({ email: 'a', password: 'b' })
		expect(device.account.session).toBe('signed-in')
	})

	test('a refused way in says why and changes nothing', async () => {
		const { server, device } = setUp()
		server.refuses.set('POST /api/auth/sign-in/email', 'wrong-credentials')
		expect(await device.account.signIn({ email: 'a', password: 'b' })).toMatchObject({
			ok: false,
			why: 'wrong-credentials'
		})
		expect(device.account.session).toBe('unknown')
	})

	test('is not taken over by somebody else while the books of the first are here', async () => {
		const { server, machine } = setUp({
			create: async () => ok({}),
			get: async () => ok({ id: 'key' })
		})
		await machine.begin()
		const { account } = machine.tabs.at(-1)!
		await account.signIn({ email: 'a', password: 'b' })
		expect(await account.connect()).toEqual(ok(undefined))
		server.isIn = false
		await account.refresh()
		expect(account.session).toBe('expired')
		server.person = { ...server.person, id: 'ben', name: 'Ben' }
		for (const enter of [
			() => account.signInWithPasskey(),
			() => account.signIn({ email: 'ben@example.org', password: 'b' })
		]) {
			expect(await enter()).toMatchObject({ ok: false, why: 'other-person' })
			expect([account.session, account.me?.id, server.isIn]).toEqual(['expired', 'ada', false])
		}
		// As after a way through Google: the cookie is there before anybody asked.
		server.isIn = true
		await account.refresh()
		expect([account.session, account.me?.id, server.isIn]).toEqual(['expired', 'ada', false])
		server.person = { ...server.person, id: 'ada', name: 'Ada' }
		expect(await account.signIn({ email: 'a', password: 'b' })).toEqual(ok(undefined))
	})

	test('is anybody’s where no book of the one before is here, or where they signed out in another tab', async () => {
		const { server, machine, device } = setUp()
		await device.account.signIn({ email: 'a', password: 'b' })
		const other = machine.tab()
		server.person = { ...server.person, id: 'ben', name: 'Ben' }
		expect(await device.account.signIn({ email: 'ben', password: 'b' })).toEqual(ok(undefined))
		await other.account.refresh()
		expect([other.account.me?.id, server.isIn]).toEqual(['ben', true])
	})

	test('whatever stands where the account is remembered, nothing breaks', () => {
		for (const text of ['{', '[]', '{"person":{}}', '{"person":null,"workspaces":[]}']) {
			const machine = createMachine({
				store: { getItem: () => text, setItem: () => undefined, removeItem: () => undefined }
			})
			closing.push(machine.close)
			expect(machine.tab().account.session).toBe('unknown')
		}
	})
})

describe('ways in', () => {
	test('with a passkey: what the browser signed goes to the server as it is', async () => {
		const passkeys: Passkeys = {
			create: async () => ok({ id: 'new' }),
			get: async (options) => ok({ id: 'key', of: options as object })
		}
		const { server, device } = setUp(passkeys)
		server.answers.set('GET /api/auth/passkey/generate-authenticate-options', { challenge: 'c' })
		expect(await device.account.signInWithPasskey()).toEqual(ok(undefined))
		expect(server.calls.find(({ call }) => call.endsWith('verify-authentication'))?.body).toEqual({
			response: { id: 'key', of: { challenge: 'c' } }
		})
		await device.account.addPasskey('Tablet')
		expect(server.calls.at(-1)).toEqual({
			call: 'POST /api/auth/passkey/verify-registration',
			body: { response: { id: 'new' }, name: 'Tablet' }
		})
	})

	test('a dialog that was closed is no error of anybody', async () => {
		const cancelled = async () => refuse('cancelled' as const, 'not used')
		const { device, server } = setUp({ create: cancelled, get: cancelled })
		expect(await device.account.signInWithPasskey()).toMatchObject({ ok: false, why: 'cancelled' })
		expect(server.calls.some(({ call }) => call.startsWith('POST'))).toBe(false)
	})

	test('by a provider: leaves the page for the address the server names', async () => {
		const { server, device, went } = setUp()
		server.answers.set('POST /api/auth/sign-in/social', { url: 'https://accounts.example/consent' })
		await device.account.signInWith('google', '/?settings')
		expect(went).toEqual(['https://accounts.example/consent'])
	})
})

describe('connecting', () => {
	test('needs somebody signed in, and no demo', async () => {
		const { machine, device } = setUp()
		expect(await device.account.connect()).toMatchObject({ ok: false, why: 'no-book' })
		await machine.begin()
		const open = machine.tabs.at(-1)
		expect(await open?.account.connect()).toMatchObject({ ok: false, why: 'signed-out' })
		expect(open?.live?.connection).toBe('none')
	})

	test('a book that somebody else registered stays on this device only', async () => {
		const { machine, server } = setUp()
		const book = await machine.begin()
		const device = machine.tabs.at(-1)!
		await device.account.signIn({ email: 'a', password: 'b' })
		server.refuses.set('POST /api/workspaces', 'taken')
		expect(await device.account.connect()).toMatchObject({ ok: false, why: 'taken' })
		expect(device.workspaces).toMatchObject([{ id: book.id, connected: false }])
		expect(server.calls.find(({ call }) => call === 'POST /api/workspaces')?.body).toEqual({
			id: book.id,
			name: 'Salon',
			calendars: [{ id: book.calendar, kind: 'shared' }]
		})
	})
})

describe('signing out', () => {
	test('tells how much waits, then takes the books of the account off this device and no other', async () => {
		const team = createTeam()
		closing.push(team.close)
		const ada = await team.found('ada')
		await until(() => ada.live.ladder.rung === 'synced')
		expect(await ada.device.account.unsynced()).toBe(0)
		team.server.kill()
		await booked(ada.book, 'Anna')
		await ada.book.flush()
		expect(await ada.device.account.unsynced()).toBe(1)
		const { id } = ada.book
		await ada.device.startEmpty({ name: 'Private', zone: 'UTC', staff: [] })
		await booked(bookOf(ada.device), 'Mine')
		expect(await ada.device.account.unsynced()).toBe(1)
		await ada.device.account.signOut()
		expect(ada.device.workspaces.map(({ name }) => name)).toEqual(['Private'])
		expect(titles(bookOf(ada.device))).toEqual(['Mine'])
		expect(ada.device.account.session).toBe('signed-out')
		const names = (await ada.machine.factory.databases()).map(({ name }) => name ?? '')
		expect(names.filter((name) => name.includes(id))).toEqual([])
		expect(await ada.device.open(id)).toMatchObject({ ok: false, why: 'unknown' })
	})

	test('a session that ended leaves the book as it is: it opens offline, and edits wait', async () => {
		const team = createTeam()
		closing.push(team.close)
		let ada = await team.found('ada')
		await ada.look()
		await until(() => ada.live.ladder.rung === 'synced')
		team.server.turnsAway = 'unauthenticated'
		team.server.drop(4401)
		await until(() => ada.live.connection === 'signed-out')
		await booked(ada.book, 'Anna')
		ada = await ada.reload()
		await ada.look()
		expect(titles(ada.book)).toEqual(['Anna'])
		await until(() => ada.live.connection === 'signed-out')
		await until(() => ada.live.ladder.words === '1 waiting, saved here')
		expect(ada.live.ladder.detail).toContain('Sign in')
		team.server.turnsAway = undefined
		ada.live.retry()
		await until(() => ada.live.ladder.rung === 'synced')
	})
})

describe('createHttp()', () => {
	const answering = (status: number, body: string) =>
		createHttp(async () => new Response(body, { status, headers: { 'content-type': 'application/json' } }))

	test('says refusals of the list by name, everything else as offline or failed', async () => {
		expect(await answering(200, '{"a":1}')('GET', '/api/x')).toEqual(ok({ a: 1 }))
		expect(await answering(409, '{"error":"taken","sentence":"No."}')('POST', '/api/x', {})).toEqual(
			refuse('taken', 'No.')
		)
		expect(await answering(404, '<html>')('GET', '/api/x')).toMatchObject({ why: 'failed' })
		// A host of files answers every path with the page.
		for (const text of ['<!doctype html>', ''])
			expect(await answering(200, text)('GET', '/api/me')).toMatchObject({ why: 'offline' })
		expect(await answering(502, 'Bad gateway')('GET', '/api/x')).toMatchObject({ why: 'offline' })
		expect(await answering(400, '{"error":"toString"}')('GET', '/api/x')).toMatchObject({ why: 'failed' })
		const broken = createHttp(async () => {
			throw new TypeError('fetch failed')
		})
		expect(await broken('GET', '/api/x')).toMatchObject({ why: 'offline' })
	})

	test('sends JSON with what is changed, and cookies to the own server only', async () => {
		const fetch = vi.fn(async (_path: string, _init: RequestInit) => new Response('{}'))
		await createHttp(fetch)('PUT', '/api/x', { level: 'read' })
		expect(fetch.mock.calls[0]?.[1]).toMatchObject({
			method: 'PUT',
			credentials: 'same-origin',
			body: '{"level":"read"}',
			headers: { 'content-type': 'application/json' }
		})
	})
})
