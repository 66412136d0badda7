/** What is offered is held against the server's own rules: the real sharing, on a real file. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#lib/core/account/role.ts'
import { asksFirst, deedsTo } from '#lib/views/team/member-deeds.ts'
import { openPeopleFile, type PeopleDatabase } from '../../../../server/accounts/people-file.ts'
import { createSharing } from '../../../../server/sharing/create-sharing.ts'
import type { Sharing } from '../../../../server/sharing/sharing.ts'
import type { SharingTables } from '../../../../server/sharing/tables.ts'

const actorOf = (id: string) => ({ id, name: id, email: `${id}@example.org` })
let folder: string
let db: PeopleDatabase
let sharing: Sharing
let books = 0

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'daybook-deeds-'))
	const file = openPeopleFile(folder)
	if (!file.ok) throw new Error(file.message)
	db = file.value
	sharing = await createSharing({
		db: db.withTables<SharingTables>(),
		now: Date.now,
		randomBytes,
		people: async () => new Map(),
		sendMail: undefined
	})
})
afterAll(async () => {
	await db.destroy()
	await rm(folder, { recursive: true })
})

/** A book of these people and of nobody else; everybody is in this one book only. */
async function bookOf(roles: Readonly<Record<string, Role>>) {
	books += 1
	const book = `b${String(books).padStart(11, '0')}`
	const actor = (who: string) => actorOf(`${who}${books}`)
	const founder = actor('founder')
	await sharing.connect(founder, { id: book, name: 'Salon', calendars: [] })
	for (const [who, role] of Object.entries(roles)) {
		const made = await sharing.invite(founder, book, { role, uses: 'once', days: 1 }, 'http://localhost')
		if (!made.ok) throw new Error(made.message)
		await sharing.accept(actor(who), made.value.link.split('#')[1] ?? '')
	}
	await sharing.remove(founder, book, founder.id)
	const members = await sharing.members(actor('me'), book)
	if (!members.ok) throw new Error(members.message)
	const memberOf = (who: string) => members.value.find(({ id }) => id === actor(who).id)!
	return {
		book,
		me: actor('me'),
		memberOf,
		deedsTo: (who: string) => deedsTo(memberOf(who), memberOf('me'), members.value)
	}
}

/** Every pair of roles that leaves the book an owner; `third` is the owner where neither of them is. */
const PAIRS = ROLES.flatMap((me) => ROLES.map((them) => ({ me, them })))
const peopleOf = ({ me, them }: (typeof PAIRS)[number]) => ({
	...(me !== 'owner' && them !== 'owner' ? { third: 'owner' as const } : {}),
	them,
	me
})

describe.each(PAIRS)('deedsTo() of $me to $them', (pair) => {
	test('offers the roles that the server lets one give, and no other', async () => {
		for (const target of ['me', 'them'])
			for (const role of ROLES) {
				const { book, me, memberOf, deedsTo } = await bookOf(peopleOf(pair))
				const { id, role: present } = memberOf(target)
				const { ok } = await sharing.setRole(me, book, id, role)
				// The present one is always shown, whether one may change it or not.
				const offered = ok || role === present
				expect({ target, role, offered: deedsTo(target).roles.includes(role) }).toEqual({
					target,
					role,
					offered
				})
			}
	})

	test('offers removing, leaving, handing over and the link where the server allows them', async () => {
		for (const target of ['me', 'them']) {
			const { book, me, memberOf, deedsTo } = await bookOf(peopleOf(pair))
			const { id, role } = memberOf(target)
			const deeds = deedsTo(target)
			expect(deeds.mayReset).toBe((await sharing.allowReset(me, book, id)).ok)
			expect(deeds.mayGo).toBe((await sharing.remove(me, book, id)).ok)
			const again = await bookOf(peopleOf(pair))
			const handed = await sharing.transfer(again.me, again.book, again.memberOf(target).id)
			// To somebody who is an owner there is nothing to hand over.
			expect(deeds.mayHandOver).toBe(handed.ok && role !== 'owner')
		}
	})
})

describe('asksFirst()', () => {
	const me = { id: 'me', role: 'admin' as const }
	test('before one has less oneself, and before somebody becomes owner', () => {
		expect(asksFirst(me, me, 'member')).toBe(true)
		expect(asksFirst({ id: 'ben', role: 'member' }, { ...me, role: 'owner' }, 'owner')).toBe(true)
		expect(asksFirst({ id: 'ben', role: 'member' }, me, 'viewer')).toBe(false)
		expect(asksFirst({ id: 'ben', role: 'viewer' }, me, 'admin')).toBe(false)
	})
})
