import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
	AccessLine,
	MemberView,
	ResetLink,
	RightsRecord,
	WorkspaceView
} from '#lib/core/account/membership.ts'
import type { Me } from '#lib/core/account/person.ts'
import {
	foundBook,
	idOf,
	inviteCode,
	joined,
	SHARED,
	signIn,
	startPeople,
	WORKSPACE,
	WORKSPACE_PATH,
	type Browser,
	type PeopleServer
} from './people-server.ts'

const OTHER = '0ther0000000'
const MONTH = '2026-11'

let server: PeopleServer
let ada: Browser
beforeEach(async () => {
	server = await startPeople()
	ada = await foundBook(server)
})
afterEach(() => server.stop())

async function accessOf(browser: Browser, room: string) {
	const identity = await server.people.gate.identify(browser.headers())
	return identity ? server.people.gate.accessTo(identity, room) : undefined
}
const personalOf = async (browser: Browser) =>
	(await browser.get<Me>('/api/me')).json.workspaces[0]?.calendars.find(({ kind }) => kind === 'personal')
		?.id ?? ''
const setAccess = async (by: Browser, calendar: string, of: Browser, level: string) =>
	by.send('PUT', `${WORKSPACE_PATH}/calendars/${calendar}/access/${await idOf(of)}`, { level })
const setRole = async (by: Browser, of: Browser, role: string) =>
	by.send('PATCH', `${WORKSPACE_PATH}/members/${await idOf(of)}`, { role })
const remove = async (by: Browser, of: Browser) =>
	by.send('DELETE', `${WORKSPACE_PATH}/members/${await idOf(of)}`)

describe('connecting a book', () => {
	const book = { id: WORKSPACE, name: 'Salon', calendars: [{ id: SHARED, kind: 'shared' }] }

	it('makes its person the owner, and is harmless a second time', async () => {
		const first = await ada.get<WorkspaceView>(WORKSPACE_PATH)
		expect(first.json).toMatchObject({ id: WORKSPACE, name: 'Salon', role: 'owner' })
		expect(first.json.calendars.map(({ level }) => level)).toEqual(['manage', 'manage'])
		const again = await ada.post<WorkspaceView>('/api/workspaces', book)
		expect(again.json).toEqual(first.json)
		expect(await accessOf(ada, `w.${WORKSPACE}`)).toBe('write')
		expect(await accessOf(ada, `c.${SHARED}.${MONTH}`)).toBe('write')
	})

	it('refuses ids of somebody else, and says no more than that', async () => {
		const ben = await joined(server, ada, 'Ben')
		await remove(ada, ben)
		const stranger = await ben.post('/api/workspaces', book)
		expect(stranger.status).toBe(409)
		expect(stranger.json).toMatchObject({ error: 'taken' })
		const calendar = await ben.post('/api/workspaces', { ...book, id: OTHER })
		expect(calendar.json).toEqual(stranger.json)
		expect((await ben.get(`/api/workspaces/${OTHER}`)).json).toMatchObject({ error: 'not-found' })
		const own = [{ id: 'benca0000000', kind: 'shared' }]
		expect((await ben.post('/api/workspaces', { id: OTHER, name: 'B', calendars: own })).status).toBe(200)
		expect((await ada.get(`/api/workspaces/${OTHER}`)).json).toMatchObject({ error: 'not-found' })
	})

	it('keeps the personal calendar that the book has, instead of making one', async () => {
		const mine = 'adaca0000000'
		const calendars = [{ id: mine, kind: 'personal' }]
		const made = await ada.post<WorkspaceView>('/api/workspaces', { id: OTHER, name: 'B', calendars })
		expect(made.json.calendars).toEqual([
			{ id: mine, kind: 'personal', owner: await idOf(ada), level: 'manage' }
		])
	})

	it('takes new shared calendars later, from those who lead', async () => {
		const calendars = [{ id: 'newca0000000', kind: 'shared' }]
		const ben = await joined(server, ada, 'Ben')
		const path = `${WORKSPACE_PATH}/calendars`
		expect((await ben.post(path, { calendars })).json).toMatchObject({ error: 'not-allowed' })
		for (let time = 0; time < 2; time += 1) {
			const added = await ada.post<WorkspaceView>(path, { calendars })
			expect(added.json.calendars).toHaveLength(3)
		}
		expect(await accessOf(ben, 'c.newca0000000')).toBe('write')
		const personal = [{ id: 'newca0000001', kind: 'personal' }]
		expect((await ada.post(path, { calendars: personal })).json).toMatchObject({ error: 'too-many' })
	})
})

describe('rights', () => {
	it('of a personal calendar are its owner’s: not even another owner learns of it', async () => {
		const ben = await joined(server, ada, 'Ben')
		const own = await personalOf(ben)
		expect(await accessOf(ben, `c.${own}`)).toBe('write')
		expect(await accessOf(ada, `c.${own}`)).toBe('none')
		expect(await accessOf(ada, `b.${own}.${MONTH}`)).toBe('none')
		expect(JSON.stringify((await ada.get(WORKSPACE_PATH)).json)).not.toContain(own)
		const list = `${WORKSPACE_PATH}/calendars/${own}/access`
		expect((await ada.get(list)).json).toMatchObject({ error: 'not-found' })
		expect((await setAccess(ada, own, ada, 'read')).json).toMatchObject({ error: 'not-found' })
		expect((await setAccess(ben, own, ben, 'none')).json).toMatchObject({ error: 'fixed-access' })
		expect((await setAccess(ben, own, ada, 'busy')).status).toBe(200)
		expect(await accessOf(ada, `c.${own}`)).toBe('none')
		expect(await accessOf(ada, `b.${own}.${MONTH}`)).toBe('read')
		expect((await ada.get(list)).json).toMatchObject({ error: 'not-allowed' })
		// What was done with it is in nobody's history but Ben's, who leads nothing.
		const changes = await ada.get(`${WORKSPACE_PATH}/changes`)
		expect(JSON.stringify(changes.json)).not.toContain(own)
	})

	it('of a shared calendar go by the list, and by the role where the list is silent', async () => {
		const ben = await joined(server, ada, 'Ben')
		await setAccess(ada, SHARED, ben, 'busy')
		expect(await accessOf(ben, `c.${SHARED}.${MONTH}`)).toBe('none')
		expect(await accessOf(ben, `b.${SHARED}.${MONTH}`)).toBe('read')
		const lines = await ada.get<readonly AccessLine[]>(`${WORKSPACE_PATH}/calendars/${SHARED}/access`)
		expect(lines.json.find(({ name }) => name === 'Ben')).toMatchObject({
			granted: 'busy',
			level: 'busy',
			isFixed: false
		})
		expect(lines.json.find(({ name }) => name === 'Ada')).toMatchObject({ level: 'manage', isFixed: true })
		await setAccess(ada, SHARED, ben, 'by-role')
		expect(await accessOf(ben, `c.${SHARED}.${MONTH}`)).toBe('write')
		expect((await setAccess(ada, SHARED, ada, 'none')).json).toMatchObject({ error: 'fixed-access' })
		expect((await setAccess(ben, SHARED, ben, 'manage')).json).toMatchObject({ error: 'not-allowed' })
	})

	it('that are taken away reach the relay at once', async () => {
		const ben = await joined(server, ada, 'Ben')
		const identity = await server.people.gate.identify(ben.headers())
		if (!identity) throw new Error('Ben is signed in')
		const seen: string[] = []
		const stop = server.people.gate.onchange((change) => {
			const access = server.people.gate.accessTo(identity, `c.${SHARED}.${MONTH}`)
			seen.push(`${change.member === identity.member ? 'Ben' : 'another'} ${access}`)
		})
		await setAccess(ada, SHARED, ben, 'read')
		await setRole(ada, ben, 'admin')
		await remove(ada, ben)
		expect(seen).toEqual(['Ben read', 'Ben write', 'Ben none'])
		stop()
		await joined(server, ada, 'Cleo')
		expect(seen).toHaveLength(3)
		expect(server.people.gate.accessTo(identity, `w.${WORKSPACE}`)).toBe('none')
	})

	it('of unknown rooms and people are none', async () => {
		for (const room of [
			'',
			'w.',
			`w.${OTHER}`,
			`w.${WORKSPACE}.x`,
			`c.${OTHER}`,
			`c.${SHARED}.2026-13`,
			`b.${SHARED}`,
			'__proto__',
			'c.__proto__'
		])
			expect(`${room} ${await accessOf(ada, room)}`).toBe(`${room} none`)
		const nobody = { member: 'constructor', name: '', session: '' }
		expect(server.people.gate.accessTo(nobody, `w.${WORKSPACE}`)).toBe('none')
	})
})

describe('members', () => {
	it('see each other, and addresses only where they lead', async () => {
		const ben = await joined(server, ada, 'Ben')
		const seenBy = async (browser: Browser) =>
			(await browser.get<readonly MemberView[]>(`${WORKSPACE_PATH}/members`)).json.map(
				({ name, email, role }) => `${name} ${email} ${role}`
			)
		expect(await seenBy(ada)).toEqual(['Ada ada@example.org owner', 'Ben ben@example.org member'])
		expect(await seenBy(ben)).toEqual(['Ada  owner', 'Ben ben@example.org member'])
	})

	it('never lose the last owner', async () => {
		await joined(server, ada, 'Ben', 'admin')
		expect((await setRole(ada, ada, 'member')).json).toMatchObject({ error: 'last-owner' })
		expect((await remove(ada, ada)).json).toMatchObject({ error: 'last-owner' })
	})

	it('cannot both leave at once when they are the last two owners', async () => {
		const ben = await joined(server, ada, 'Ben', 'owner')
		const paths = [await idOf(ada), await idOf(ben)].map((id) => `${WORKSPACE_PATH}/members/${id}`)
		const leave = (browser: Browser, path = '') => browser.send('DELETE', path)
		const answers = await Promise.all([leave(ada, paths[0]), leave(ben, paths[1])])
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
	})

	it('hand the workspace on, in one step', async () => {
		const ben = await joined(server, ada, 'Ben')
		const path = `${WORKSPACE_PATH}/owner`
		expect((await ben.post(path, { member: await idOf(ben) })).json).toMatchObject({ error: 'not-allowed' })
		expect((await ada.post(path, { member: await idOf(ben) })).status).toBe(200)
		expect((await ada.get<WorkspaceView>(WORKSPACE_PATH)).json.role).toBe('admin')
		expect((await ben.get<WorkspaceView>(WORKSPACE_PATH)).json.role).toBe('owner')
		expect((await setRole(ada, ben, 'viewer')).json).toMatchObject({ error: 'not-allowed' })
		const code = await inviteCode(ben)
		expect(code).not.toBe('')
	})

	it('come back from removal without what they were once given', async () => {
		const ben = await joined(server, ada, 'Ben')
		await setAccess(ada, SHARED, ben, 'manage')
		await remove(ada, ben)
		await ben.post('/api/invitations/accept', { code: await inviteCode(ada, { role: 'viewer' }) })
		expect(await accessOf(ben, `c.${SHARED}`)).toBe('read')
	})

	it('get a link to a new password from those who lead them everywhere', async () => {
		const ben = await joined(server, ada, 'Ben')
		const cleo = await joined(server, ada, 'Cleo', 'admin')
		const reset = async (by: Browser, of: Browser) =>
			by.post<ResetLink>(`${WORKSPACE_PATH}/members/${await idOf(of)}/reset`)
		const [address, token] = (await reset(cleo, ben)).json.link.split('#')
		expect(address).toBe('http://localhost:3000/reset')
		const newPassword = 'a password of my own'
		expect((await server.browser().post('/api/auth/reset-password', { token, newPassword })).status).toBe(200)
		expect((await signIn(ben, 'ben@example.org', newPassword)).status).toBe(200)
		expect((await reset(cleo, ada)).json).toMatchObject({ error: 'not-allowed' })
		expect((await reset(ben, cleo)).json).toMatchObject({ error: 'not-allowed' })
		// Ben owns another business now: whoever leads him here must not get in there.
		await ben.post('/api/workspaces', { id: OTHER, name: 'B', calendars: [] })
		expect((await reset(ada, ben)).json).toMatchObject({ error: 'not-allowed' })
	})

	it('leave a history of every change of rights', async () => {
		const ben = await joined(server, ada, 'Ben')
		await setRole(ada, ben, 'viewer')
		await setAccess(ada, SHARED, ben, 'write')
		await remove(ada, ben)
		const changes = await ada.get<readonly RightsRecord[]>(`${WORKSPACE_PATH}/changes`)
		expect(changes.json.map(({ what, before, after }) => `${what} ${before} ${after}`)).toEqual([
			'removed viewer ',
			'access by-role write',
			'role member viewer',
			'joined  member',
			'invited  member',
			'calendar-added  shared',
			'connected  '
		])
		expect(changes.json[0]).toMatchObject({ byName: 'Ada', about: await idOf(ben) })
		const last = changes.json[2]?.id ?? 0
		const older = await ada.get<readonly RightsRecord[]>(`${WORKSPACE_PATH}/changes?before=${last}`)
		expect(older.json).toEqual(changes.json.slice(3))
		expect((await ben.get(`${WORKSPACE_PATH}/changes`)).json).toMatchObject({ error: 'not-found' })
	})
})
