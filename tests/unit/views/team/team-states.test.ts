/** What the page shows while it asks, and after the answer: accounts and sharing as the server runs them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AccountState } from '#lib/client/live/account-state.svelte.ts'
import { createHttp } from '#lib/client/live/http.ts'
import { AccessState } from '#lib/views/team/access-state.svelte.ts'
import { InvitationsState } from '#lib/views/team/invitations-state.svelte.ts'
import { MembersState } from '#lib/views/team/members-state.svelte.ts'
import { RightsLogState } from '#lib/views/team/rights-log-state.svelte.ts'
import {
	foundBook,
	idOf,
	joined,
	SHARED,
	startPeople,
	WORKSPACE,
	type Browser,
	type PeopleServer
} from '../../server/people/people-server.ts'

let server: PeopleServer
let ada: Browser
beforeEach(async () => {
	server = await startPeople()
	ada = await foundBook(server)
})
afterEach(() => server.stop())

/** The account in a page of this browser, where the book is open. `line`: whether there is a network. */
async function accountOf(browser: Browser, line = { isUp: true }) {
	const http = createHttp(async (path, { method = 'GET', body }) => {
		if (!line.isUp) throw new TypeError('no network')
		const { status, json } = await browser.send<unknown>(method, path, body ?? undefined)
		return new Response(JSON.stringify(json), { status })
	})
	const account = new AccountState({
		http,
		store: undefined,
		passkeys: { get: never, create: never },
		goTo: never,
		host: {
			openBook: () => ({ id: WORKSPACE, name: 'Salon', calendars: [] }),
			isOnDevice: () => true,
			adopt: never,
			fetch: never,
			unsynced: async () => 0,
			forgetBooks: async () => undefined,
			signedIn: () => undefined,
			rightsChanged: () => undefined
		}
	})
	await account.refresh()
	return account
}
const never = () => {
	throw new Error('not of this story')
}

const rolesIn = ({ list = [] }: MembersState) => list.map(({ name, role }) => `${name} ${role}`)

describe('MembersState', () => {
	test('shows a new role at once, and the server has it', async () => {
		const ben = await joined(server, ada, 'Ben')
		const members = new MembersState(await accountOf(ada))
		await members.load()
		expect(rolesIn(members)).toEqual(['Ada owner', 'Ben member'])
		const done = members.changeRole(await idOf(ben), 'admin')
		expect(rolesIn(members)).toEqual(['Ada owner', 'Ben admin'])
		expect((await done).ok).toBe(true)
		await members.load()
		expect(rolesIn(members)).toEqual(['Ada owner', 'Ben admin'])
	})

	test('takes back what the server refuses, and says why', async () => {
		const me = await idOf(ada)
		await joined(server, ada, 'Ben')
		const members = new MembersState(await accountOf(ada))
		await members.load()
		const done = members.changeRole(me, 'member')
		expect(rolesIn(members)).toEqual(['Ada member', 'Ben member'])
		expect(await done).toMatchObject({ ok: false, why: 'last-owner' })
		expect(rolesIn(members)).toEqual(['Ada owner', 'Ben member'])
	})

	test('takes back what did not reach the server', async () => {
		const ben = await idOf(await joined(server, ada, 'Ben'))
		const line = { isUp: true }
		const members = new MembersState(await accountOf(ada, line))
		await members.load()
		line.isUp = false
		const done = members.remove(ben)
		expect(rolesIn(members)).toEqual(['Ada owner'])
		expect(await done).toMatchObject({ ok: false, why: 'offline' })
		expect(rolesIn(members)).toEqual(['Ada owner', 'Ben member'])
	})

	test('handing the book over changes what oneself may do as well', async () => {
		const ben = await idOf(await joined(server, ada, 'Ben'))
		const account = await accountOf(ada)
		const members = new MembersState(account)
		await members.load()
		expect((await members.handOver(ben)).ok).toBe(true)
		expect([...rolesIn(members)].sort()).toEqual(['Ada admin', 'Ben owner'])
		expect(account.book?.role).toBe('admin')
	})
})

describe('InvitationsState', () => {
	test('holds the link of the new one until it is taken back', async () => {
		const invitations = new InvitationsState(await accountOf(ada))
		await invitations.load()
		expect(invitations.list).toEqual([])
		expect((await invitations.invite({ role: 'member', uses: 'many', days: 7 })).ok).toBe(true)
		expect(invitations.made?.link).toMatch(/\/join#/)
		const [made] = invitations.list ?? []
		const done = invitations.revoke(made?.id ?? '')
		expect(invitations.list).toEqual([])
		expect((await done).ok).toBe(true)
		expect(invitations.made).toBeUndefined()
	})

	test('shows it again where it could not be taken back', async () => {
		const line = { isUp: true }
		const invitations = new InvitationsState(await accountOf(ada, line))
		await invitations.invite({ role: 'viewer', uses: 'once', days: 1 })
		line.isUp = false
		const [made] = invitations.list ?? []
		expect(await invitations.revoke(made?.id ?? '')).toMatchObject({ why: 'offline' })
		expect(invitations.list).toEqual([made])
		expect(invitations.made).toBeDefined()
	})
})

describe('AccessState', () => {
	test('what it shows at once is what the server says afterwards', async () => {
		const ben = await idOf(await joined(server, ada, 'Ben'))
		const access = new AccessState(await accountOf(ada), SHARED, 'shared')
		await access.load()
		const lineOf = () => access.lines?.find(({ member }) => member === ben)
		for (const level of ['read', 'none', 'by-role', 'manage', 'busy'] as const) {
			const done = access.set(ben, level)
			const shown = lineOf()
			expect((await done).ok).toBe(true)
			await access.load()
			expect(lineOf()).toEqual(shown)
		}
	})

	test('what comes with the role is taken back', async () => {
		const me = await idOf(ada)
		const access = new AccessState(await accountOf(ada), SHARED, 'shared')
		await access.load()
		expect(await access.set(me, 'none')).toMatchObject({ ok: false, why: 'fixed-access' })
		expect(access.lines).toMatchObject([{ member: me, level: 'manage', isFixed: true }])
	})
})

describe('RightsLogState', () => {
	test('gives every record once, newest first, page after page', async () => {
		const ben = await idOf(await joined(server, ada, 'Ben'))
		const account = await accountOf(ada)
		for (let n = 0; n < 120; n++) await account.setAccess(SHARED, ben, n % 2 === 0 ? 'read' : 'write')
		const log = new RightsLogState(account)
		let pages = 0
		while (log.hasMore) {
			await log.more()
			pages += 1
		}
		const ids = (log.records ?? []).map(({ id }) => id)
		expect(pages).toBe(2)
		expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a))
		expect(log.records?.filter(({ what }) => what === 'access')).toHaveLength(120)
		expect(log.records?.at(-1)?.what).toBe('connected')
	})
})
