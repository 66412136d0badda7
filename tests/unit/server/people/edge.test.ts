import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkspaceView } from '#lib/core/account/membership.ts'
import { AUTH_ROUTES } from '../../../../server/http/auth-calls.ts'
import {
	foundBook,
	PASSWORD,
	startPeople,
	WORKSPACE_PATH,
	type Browser,
	type PeopleServer
} from './people-server.ts'

let server: PeopleServer
let ada: Browser
beforeAll(async () => {
	server = await startPeople()
	ada = await foundBook(server)
})
afterAll(() => server.stop())

/** Everything that changes state. */
const CHANGES = [
	...Object.keys(AUTH_ROUTES)
		.filter((name) => !name.startsWith('GET'))
		.map((name) => name.replace(' ', ' /api/auth')),
	'POST /api/workspaces',
	`PATCH ${WORKSPACE_PATH}`,
	`POST ${WORKSPACE_PATH}/owner`,
	`POST ${WORKSPACE_PATH}/calendars`,
	`PUT ${WORKSPACE_PATH}/calendars/x/access/y`,
	`PATCH ${WORKSPACE_PATH}/members/x`,
	`DELETE ${WORKSPACE_PATH}/members/x`,
	`POST ${WORKSPACE_PATH}/members/x/reset`,
	`POST ${WORKSPACE_PATH}/invitations`,
	`DELETE ${WORKSPACE_PATH}/invitations/x`,
	'POST /api/invitations/look',
	'POST /api/invitations/accept',
	'DELETE /api/me/sessions',
	'DELETE /api/me/sessions/x'
].map((name) => name.split(' ') as [string, string])

describe('a request from another site', () => {
	it.each(CHANGES)('is refused: %s %s', async (method, path) => {
		for (const origin of ['https://evil.example', 'http://localhost:3001', 'http://localhost', 'null', '']) {
			const headers = { origin, 'sec-fetch-site': 'cross-site' }
			const answer = await ada.send(method, path, {}, headers)
			expect(`${origin} ${answer.status} ${answer.json.error}`).toBe(`${origin} 403 other-origin`)
		}
		expect((await ada.get<WorkspaceView>(WORKSPACE_PATH)).json.name).toBe('Salon')
	})

	it('is refused without any origin', async () => {
		const response = await server.app.request('http://localhost:3000/api/workspaces', {
			method: 'POST',
			headers: { host: 'localhost:3000', 'content-type': 'application/json' },
			body: '{}'
		})
		expect(response.status).toBe(403)
	})

	it('is ours with the origin "null" when the browser says that it is the same site', async () => {
		const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' }
		expect((await ada.send('PATCH', WORKSPACE_PATH, { name: 'Salon' }, headers)).status).toBe(200)
	})

	it('through a name that was made to point here is told what would do', async () => {
		const rebound = server.browser({ origin: 'http://evil.example' })
		const answer = await rebound.post('/api/auth/sign-up/email', {
			name: 'E',
			email: 'e@e.org',
			password: PASSWORD
		})
		expect(answer.status).toBe(403)
		expect(answer.json.sentence).toContain('PUBLIC_URL')
	})
})

describe('a body', () => {
	it.each(CHANGES)('is JSON: %s %s', async (method, path) => {
		for (const type of [
			'text/plain',
			'application/x-www-form-urlencoded',
			'multipart/form-data; boundary=x'
		]) {
			const answer = await ada.send(method, path, 'name=Eve', { 'content-type': type })
			expect(`${type} ${answer.status}`).toBe(`${type} 415`)
		}
	})

	it('has a reasonable size', async () => {
		const answer = await ada.post('/api/workspaces', { id: 'x'.repeat(70_000) })
		expect(answer.json).toMatchObject({ error: 'too-large' })
	})

	it.each([
		['not JSON', '{"id":', '', 'not JSON'],
		['a list', [], '', 'a list of 0'],
		['a bad id', { id: 'W!', name: 'x', calendars: [] }, 'id', 'is "W!": give 12 characters'],
		['no name', { id: '0ther0000000', calendars: [] }, 'name', 'is missing: give a name'],
		['an empty name', { id: '0ther0000000', name: ' ', calendars: [] }, 'name', 'give a name'],
		['two lines', { id: '0ther0000000', name: 'a\nb', calendars: [] }, 'name', 'one line of plain text'],
		[
			'a bad calendar',
			{ id: '0ther0000000', name: 'x', calendars: [{ id: '0ther0000000', kind: 'public' }] },
			'calendars.0.kind',
			'is "public": give one of shared, personal'
		],
		[
			'too much',
			{ id: '0ther0000000', name: 'x', calendars: [], role: 'owner' },
			'',
			'has "role": leave it out'
		]
	])('that is wrong is answered with what failed and what would do: %s', async (_, body, field, words) => {
		const answer = await ada.post('/api/workspaces', body)
		expect(answer.json).toMatchObject({ error: 'bad-request', field })
		expect(answer.status).toBe(400)
		expect(answer.json.sentence).toContain(words)
	})

	it('with a secret is never said back', async () => {
		const answer = await server.browser().post('/api/auth/sign-up/email', {
			name: 'Eve',
			email: 'eve@example.org',
			password: 'tooshort'
		})
		expect(answer.json).toMatchObject({ error: 'bad-request', field: 'password' })
		expect(JSON.stringify(answer.json)).not.toContain('tooshort')
	})

	it('cannot make its person the founder', async () => {
		const body = { name: 'Eve', email: 'eve@example.org', password: PASSWORD, founder: true }
		expect((await server.browser().post('/api/auth/sign-up/email', body)).json).toMatchObject({
			error: 'bad-request'
		})
	})
})

describe('the library of accounts', () => {
	it.each([
		['GET', '/get-session'],
		['GET', '/list-sessions'],
		['POST', '/revoke-session'],
		['POST', '/get-access-token'],
		['POST', '/refresh-token'],
		['POST', '/change-email'],
		['POST', '/delete-user'],
		['POST', '/update-session'],
		['GET', '/reset-password/x'],
		['GET', '/error'],
		['GET', '/ok'],
		['POST', '/sign-in/email/'],
		['POST', '//sign-in/email'],
		['POST', '/callback/google'],
		['GET', '/constructor']
	])('answers nothing that is not open: %s %s', async (method, path) => {
		const answer = await ada.send(method, `/api/auth${path}`, method === 'GET' ? undefined : {})
		expect(answer.json).toMatchObject({ error: 'not-found' })
	})

	it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb', 'javascript:alert(1)'])(
		'sends nobody to %j after signing in',
		async (callbackURL) => {
			const body = { provider: 'google', callbackURL, errorCallbackURL: '/' }
			const answer = await server.browser().post('/api/auth/sign-in/social', body)
			expect(answer.json).toMatchObject({ error: 'bad-request', field: 'callbackURL' })
		}
	)
})

describe('answers', () => {
	it('are never cached, and carry the security headers', async () => {
		for (const path of [
			'/api/me',
			'/api/server',
			'/api/workspaces',
			'/api/auth/list-accounts',
			'/api/gone'
		]) {
			const { headers } = await ada.get(path)
			expect(`${path} ${headers.get('cache-control')}`).toBe(`${path} no-store`)
			expect(headers.get('x-content-type-options')).toBe('nosniff')
			expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
		}
	})

	it('leave no secret in the log', () => {
		const log = server.logged.join('\n')
		for (const secret of [PASSWORD, ...ada.cookies.values()]) expect(log).not.toContain(secret)
	})
})

describe('rates', () => {
	it('stop whoever changes without end, and nobody else', async () => {
		const eve = server.browser({ address: '203.0.113.9' })
		const statuses = new Set<number>()
		for (let index = 0; index < 301; index += 1) statuses.add((await eve.post('/api/workspaces', {})).status)
		expect([...statuses]).toEqual([401, 429])
		expect((await server.browser({ address: '203.0.113.10' }).post('/api/workspaces', {})).status).toBe(401)
	})

	it('are not escaped by inventing where one comes from', async () => {
		const statuses: number[] = []
		for (let index = 0; index < 31; index += 1) {
			const headers = {
				'x-forwarded-for': `198.51.100.${index}`,
				'x-real-ip': `198.51.100.${index}`,
				'x-real-client-ip': `198.51.100.${index}`
			}
			const eve = server.browser({ address: '203.0.113.20', headers })
			const code = `${'0'.repeat(12)}${'A'.repeat(27)}`
			statuses.push((await eve.post('/api/invitations/look', { code })).status)
		}
		expect(statuses.slice(0, 30)).toEqual(Array<number>(30).fill(404))
		expect(statuses[30]).toBe(429)
	})
})
