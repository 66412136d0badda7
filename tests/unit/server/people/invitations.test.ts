import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InvitationMade, InvitationPreview, InvitationView } from '#lib/core/account/invitation.ts'
import type { MemberView, WorkspaceView } from '#lib/core/account/membership.ts'
import type { Me } from '#lib/core/account/person.ts'
import {
	foundBook,
	inviteCode,
	joined,
	signUp,
	startPeople,
	WORKSPACE,
	WORKSPACE_PATH,
	type Browser,
	type PeopleServer
} from './people-server.ts'

const DAY_MS = 86_400_000
const INVITATIONS = `${WORKSPACE_PATH}/invitations`

let server: PeopleServer
let ada: Browser
beforeEach(async () => {
	server = await startPeople({ mail: true, config: { publicUrl: 'http://localhost:3000' } })
	ada = await foundBook(server)
})
afterEach(() => server.stop())

const look = (code: string, browser = server.browser()) =>
	browser.post<InvitationPreview>('/api/invitations/look', { code })
const invitations = async () => (await ada.get<readonly InvitationView[]>(INVITATIONS)).json

describe('an invitation', () => {
	it('is looked at, signs up, and is taken with it', async () => {
		const code = await inviteCode(ada, { role: 'viewer' })
		const ben = server.browser()
		expect((await look(code, ben)).json).toMatchObject({
			workspace: WORKSPACE,
			workspaceName: 'Salon',
			role: 'viewer',
			invitedBy: 'Ada'
		})
		await signUp(ben, 'Ben')
		const [workspace] = (await ben.get<Me>('/api/me')).json.workspaces
		expect(workspace).toMatchObject({ id: WORKSPACE, role: 'viewer' })
		expect(workspace?.calendars.map(({ kind, level }) => `${kind} ${level}`).sort()).toEqual([
			'personal manage',
			'shared read'
		])
		// The page accepts in any case; for a member that changes nothing.
		const accepted = await ben.post<WorkspaceView>('/api/invitations/accept', { code })
		expect(accepted.json).toEqual(workspace)
		expect(await invitations()).toEqual([])
		expect((await look(code)).json).toMatchObject({ error: 'no-invitation' })
	})

	it('for many is taken by many, each once', async () => {
		const code = await inviteCode(ada, { uses: 'many' })
		for (const name of ['Ben', 'Cleo', 'Dan']) {
			const browser = server.browser()
			await look(code, browser)
			expect((await signUp(browser, name)).status).toBe(200)
			await browser.post('/api/invitations/accept', { code })
		}
		expect((await invitations())[0]).toMatchObject({ taken: 3, uses: 'many' })
		expect((await ada.get<readonly MemberView[]>(`${WORKSPACE_PATH}/members`)).json).toHaveLength(4)
	})

	it('brings somebody who has an account already, and once they left, needs a new one', async () => {
		const ben = await joined(server, ada, 'Ben')
		const own = (await ben.get<Me>('/api/me')).json.workspaces[0]?.calendars.find(({ owner }) => owner)
		const me = (await ben.get<Me>('/api/me')).json.person.id
		await ben.send('DELETE', `${WORKSPACE_PATH}/members/${me}`)
		expect((await ben.get<Me>('/api/me')).json.workspaces).toEqual([])
		const code = await inviteCode(ada)
		const back = await ben.post<WorkspaceView>('/api/invitations/accept', { code })
		// Their own calendar is the same as before.
		expect(back.json.calendars).toContainEqual(own)
	})

	it('stops with its time, with being revoked, and is then as unknown as any other', async () => {
		const [expiring, revoked] = [await inviteCode(ada, { days: 1 }), await inviteCode(ada, { days: 90 })]
		const ben = await joined(server, ada, 'Ben')
		const { id } = (await invitations()).find(({ expiresAt }) => expiresAt > Date.now() + 2 * DAY_MS) ?? {
			id: ''
		}
		expect((await ada.send('DELETE', `${INVITATIONS}/${id}`)).status).toBe(200)
		expect((await ada.send('DELETE', `${INVITATIONS}/${id}`)).json).toMatchObject({ error: 'not-found' })
		server.pass(DAY_MS + 1)
		const unknown = `${'0'.repeat(12)}${'A'.repeat(27)}`
		const almost = `${expiring.slice(0, -1)}${expiring.endsWith('A') ? 'B' : 'A'}`
		const answers = await Promise.all([expiring, revoked, unknown, almost].map((code) => look(code)))
		for (const answer of answers) {
			expect(answer.status).toBe(404)
			expect(answer.json).toEqual(answers[0]?.json)
			expect(answer.headers.getSetCookie()).toEqual([])
		}
		for (const code of [expiring, revoked, unknown, almost])
			expect((await ben.post('/api/invitations/accept', { code })).status).toBeLessThan(500)
	})

	it('is opened by its whole code only', async () => {
		const code = await inviteCode(ada, { uses: 'many' })
		const eve = server.browser()
		for (const at of [12, 25, 38]) {
			const other = code[at] === 'A' ? 'B' : 'A'
			const altered = `${code.slice(0, at)}${other}${code.slice(at + 1)}`
			expect((await look(altered, eve)).json).toMatchObject({ error: 'no-invitation' })
		}
		expect((await signUp(eve, 'Eve')).json).toMatchObject({ error: 'sign-up-closed' })
		expect((await look(code)).status).toBe(200)
	})

	it('for one address is for that address', async () => {
		const code = await inviteCode(ada, { email: 'Ben@Example.org' })
		expect((await look(code)).json).toMatchObject({ email: 'ben@example.org' })
		const eve = server.browser()
		await look(code, eve)
		expect((await signUp(eve, 'Eve')).json).toMatchObject({ error: 'other-address' })
		const cleo = await joined(server, ada, 'Cleo')
		await cleo.send('DELETE', `${WORKSPACE_PATH}/members/${(await cleo.get<Me>('/api/me')).json.person.id}`)
		expect((await cleo.post('/api/invitations/accept', { code })).json).toMatchObject({
			error: 'other-address'
		})
		const ben = server.browser()
		await look(code, ben)
		expect((await signUp(ben, 'Ben')).status).toBe(200)
	})

	it('is mailed where there is an address', async () => {
		const asked = { role: 'member', uses: 'once', days: 7, email: 'ben@example.org' }
		const made = await ada.post<InvitationMade>(INVITATIONS, asked)
		expect(made.json.mail).toBe('sent')
		expect(server.mails).toMatchObject([{ to: 'ben@example.org' }])
		expect(server.mails[0]?.text).toContain(made.json.link)
		expect(made.json.link).toMatch(/^http:\/\/localhost:3000\/join#/)
		const bare = await ada.post<InvitationMade>(INVITATIONS, { role: 'member', uses: 'once', days: 7 })
		expect(bare.json.mail).toBe('none')
	})

	it('leaves nothing on disk that opens the door', async () => {
		const code = await inviteCode(ada)
		const file = new DatabaseSync(join(server.dataDir, 'people.sqlite'), { readOnly: true })
		const rows = JSON.stringify(file.prepare('select * from invitation').all())
		file.close()
		expect(rows).toContain(code.slice(0, 12))
		expect(rows).not.toContain(code.slice(12))
	})

	it('is never a way to more rights than those of whoever makes it', async () => {
		const admin = await joined(server, ada, 'Ben', 'admin')
		const member = await joined(server, ada, 'Cleo')
		const ask = (by: Browser, role: string) => by.post(INVITATIONS, { role, uses: 'once', days: 7 })
		expect((await ask(admin, 'owner')).json).toMatchObject({ error: 'not-allowed' })
		expect((await ask(admin, 'admin')).status).toBe(200)
		expect((await ask(member, 'viewer')).json).toMatchObject({ error: 'not-allowed' })
		expect((await member.get(INVITATIONS)).json).toMatchObject({ error: 'not-allowed' })
	})

	it('is known by an address that holders of a link may not try endlessly', async () => {
		const code = await inviteCode(ada, { uses: 'many' })
		const eve = server.browser()
		await look(code, eve)
		const statuses: number[] = []
		for (let index = 0; index < 21; index += 1)
			statuses.push((await signUp(eve, 'Eve', 'ada@example.org')).status)
		expect(statuses[0]).toBe(409)
		expect(statuses.at(-1)).toBe(429)
	})
})
