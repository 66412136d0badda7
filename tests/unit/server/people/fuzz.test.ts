/** Bodies and addresses of every kind: an answer each time, never a crash, and the rights stay as they were. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WorkspaceView } from '#lib/core/account/membership.ts'
import { AUTH_ROUTES } from '../../../../server/http/auth-calls.ts'
import {
	foundBook,
	SHARED,
	startPeople,
	WORKSPACE_PATH,
	type Browser,
	type PeopleServer
} from './people-server.ts'

const BODIES = 10_000

let server: PeopleServer
let ada: Browser
beforeAll(async () => {
	server = await startPeople()
	ada = await foundBook(server)
})
afterAll(() => server.stop())

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.constantFrom(
		'__proto__',
		'constructor',
		'../..',
		"' or 1=1 --",
		'%00',
		'\u0000',
		'owner',
		'none',
		SHARED
	)
)
const json = fc.oneof(
	fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
	fc
		.dictionary(
			fc.constantFrom(
				'id',
				'name',
				'calendars',
				'role',
				'member',
				'level',
				'code',
				'email',
				'password',
				'token',
				'response',
				'uses',
				'days',
				'provider',
				'callbackURL',
				'__proto__'
			),
			fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.constantFrom(null, true, [], {}))
		)
		.map((value) => JSON.stringify(value)),
	text
)
const segment = text.map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '?')))
const path = fc.oneof(
	fc.constantFrom('/api/workspaces', '/api/invitations/look', '/api/invitations/accept', WORKSPACE_PATH),
	fc.constantFrom(
		...Object.keys(AUTH_ROUTES)
			.filter((name) => name !== 'POST /sign-out')
			.map((name) => `/api/auth${name.split(' ')[1] ?? ''}`)
	),
	segment.map((part) => `/api/workspaces/${part}`),
	segment.map((part) => `${WORKSPACE_PATH}/members/${part}`),
	segment.map((part) => `${WORKSPACE_PATH}/calendars/${part}/access/${part}`),
	segment.map((part) => `${WORKSPACE_PATH}/invitations/${part}`),
	segment.map((part) => `${WORKSPACE_PATH}/changes?before=${part}`),
	segment.map((part) => `/api/me/sessions/${part}`)
)
const method = fc.constantFrom('POST', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'GET')
const cookie = fc.option(
	fc.string({ maxLength: 60 }).map((value) => `daybook.session_token=${encodeURIComponent(value)}`)
)

it(`${BODIES} bodies never crash the server`, { timeout: 300_000 }, async () => {
	const before = await ada.get<WorkspaceView>(WORKSPACE_PATH)
	const statuses = new Map<number, number>()
	await fc.assert(
		fc.asyncProperty(method, path, json, cookie, async (how, where, body, forged) => {
			// Rates are another test's.
			server.pass(60_000)
			const headers: Record<string, string> = forged === null ? {} : { cookie: forged }
			const answer = await ada.send(how, where, how === 'GET' ? undefined : body, headers)
			statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
			expect(answer.status, `${how} ${where} ${body}`).toBeLessThan(500)
			if (answer.status >= 400) expect(answer.json.sentence).toBeTypeOf('string')
		}),
		{ numRuns: BODIES }
	)
	// Not everything was turned away at the door.
	for (const status of [400, 401, 404]) expect(statuses.get(status), String(status)).toBeGreaterThan(100)
	// The owner may rename the book, and one body in many is just that: `{"name":"__proto__"}`.
	const after = await ada.get<WorkspaceView>(WORKSPACE_PATH)
	expect({ ...after.json, name: before.json.name }).toEqual(before.json)
	// The library says so for each visit of its callback that it did not begin.
	expect(server.logged.filter((line) => line !== 'accounts: State not found')).toEqual([])
})
