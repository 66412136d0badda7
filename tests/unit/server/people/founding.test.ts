import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Me, ServerState } from '#lib/core/account/person.ts'
import {
	foundBook,
	inviteCode,
	joined,
	signIn,
	signUp,
	startPeople,
	WORKSPACE_PATH,
	type PeopleServer
} from './people-server.ts'

let server: PeopleServer
beforeEach(async () => {
	server = await startPeople()
})
afterEach(() => server.stop())

describe('a new server', () => {
	it('says that it is new until somebody owns it', async () => {
		const browser = server.browser()
		expect((await browser.get<ServerState>('/api/server')).json).toEqual({
			isNew: true,
			signIn: { password: true, passkey: true, google: false, microsoft: false },
			mail: false
		})
		expect((await signUp(browser, 'Ada')).status).toBe(200)
		expect((await browser.get<ServerState>('/api/server')).json.isNew).toBe(false)
		expect((await browser.get<Me>('/api/me')).json).toMatchObject({
			person: { name: 'Ada', email: 'ada@example.org', isFounder: true },
			workspaces: []
		})
	})

	it('has exactly one owner, however many come first at once', async () => {
		const browsers = Array.from({ length: 8 }, (_, index) =>
			server.browser({ address: `10.0.0.${index + 1}` })
		)
		const answers = await Promise.all(browsers.map((browser, index) => signUp(browser, `P${index}`)))
		expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(403)])
		for (const { json } of answers.filter(({ status }) => status !== 200))
			expect(json).toMatchObject({ error: 'sign-up-closed' })
		const all = await Promise.all(browsers.map((browser) => browser.get<Me>('/api/me')))
		expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
	})

	it('keeps the rule on disk, should two processes ever be asked at once', async () => {
		const other = await startPeople({ dataDir: server.dataDir })
		const first = signUp(server.browser(), 'Ada')
		const second = signUp(other.browser(), 'Ben')
		const statuses = (await Promise.all([first, second])).map(({ status }) => status)
		expect(statuses.filter((status) => status === 200)).toHaveLength(1)
		await other.people.close()
	})

	it('answers nobody who is not signed in', async () => {
		const browser = server.browser()
		for (const path of ['/api/me', '/api/me/sessions', '/api/workspaces', WORKSPACE_PATH])
			expect((await browser.get(path)).json).toMatchObject({ error: 'signed-out' })
	})
})

describe('a founded server', () => {
	it('makes no account without an invitation, and does not tell whether the address is known', async () => {
		await foundBook(server)
		const known = await signUp(server.browser(), 'Eve', 'ada@example.org')
		const unknown = await signUp(server.browser(), 'Eve', 'eve@example.org')
		expect(known.status).toBe(403)
		expect(known.json).toMatchObject({ error: 'sign-up-closed' })
		expect(unknown.json).toEqual(known.json)
	})

	it('takes what is not valid any more for no invitation at all', async () => {
		const ada = await foundBook(server)
		const code = await inviteCode(ada)
		const browser = server.browser()
		await browser.post('/api/invitations/look', { code })
		server.pass(8 * 86_400_000)
		expect((await signUp(browser, 'Ben')).json).toMatchObject({ error: 'sign-up-closed' })
	})

	it('makes one account of one invitation for one, however many hold it', async () => {
		const ada = await foundBook(server)
		const code = await inviteCode(ada)
		const holders = Array.from({ length: 5 }, () => server.browser())
		for (const holder of holders) await holder.post('/api/invitations/look', { code })
		const answers = await Promise.all(holders.map((holder, index) => signUp(holder, `P${index}`)))
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
		const members = await ada.get<readonly unknown[]>(`${WORKSPACE_PATH}/members`)
		expect(members.json).toHaveLength(2)
	})
})

describe('a restart', () => {
	it('keeps sessions, accounts, rights and the secret', async () => {
		const ada = await foundBook(server)
		const ben = await joined(server, ada, 'Ben')
		const before = await Promise.all([ada, ben].map((browser) => browser.get<Me>('/api/me')))
		server = await server.restart()
		for (const [index, old] of [ada, ben].entries()) {
			const browser = server.browser()
			for (const [name, value] of old.cookies) browser.cookies.set(name, value)
			expect((await browser.get<Me>('/api/me')).json).toEqual(before[index]?.json)
			const identity = await server.people.gate.identify(browser.headers())
			expect(identity?.member).toBe(before[index]?.json.person.id)
		}
		expect((await signIn(server.browser(), 'ben@example.org')).status).toBe(200)
	})
})

describe('the data folder', () => {
	it('is for this user alone', async () => {
		await foundBook(server)
		for (const file of ['auth-secret', 'people.sqlite', 'people.sqlite-wal']) {
			const { mode } = await stat(join(server.dataDir, file))
			expect(`${file} ${(mode & 0o777).toString(8)}`).toBe(`${file} 600`)
		}
	})
})
