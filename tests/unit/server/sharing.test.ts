import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPeopleFile, type PeopleDatabase } from '../../../server/accounts/people-file.ts'
import { createSharing } from '../../../server/sharing/create-sharing.ts'
import type { Sharing } from '../../../server/sharing/sharing.ts'
import type { SharingTables } from '../../../server/sharing/tables.ts'

const BOOK = 'b00k00000001'
const actorOf = (id: string) => ({ id, name: id, email: `${id}@example.org` })
const [ada, ben] = [actorOf('ada'), actorOf('ben')]

let folder: string
let db: PeopleDatabase
let sharing: Sharing

const open = () =>
	createSharing({
		db: db.withTables<SharingTables>(),
		now: Date.now,
		randomBytes,
		people: async () => new Map(),
		sendMail: undefined
	})
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'daybook-sharing-'))
	const file = openPeopleFile(folder)
	if (!file.ok) throw new Error(file.message)
	db = file.value
	sharing = await open()
	await sharing.connect(ada, { id: BOOK, name: 'Salon', calendars: [] })
})
afterEach(async () => {
	await db.destroy()
	await rm(folder, { recursive: true })
})

async function codeFor(role: 'owner' | 'member', uses: 'once' | 'many' = 'once') {
	const made = await sharing.invite(ada, BOOK, { role, uses, days: 1 }, 'http://localhost')
	if (!made.ok) throw new Error(made.message)
	return made.value.link.split('#')[1] ?? ''
}

describe('two changes at once', () => {
	it('that are each allowed, but not both, are not both done', async () => {
		await sharing.accept(ben, await codeFor('owner'))
		const answers = await Promise.all([
			sharing.remove(ada, BOOK, 'ada'),
			sharing.remove(ben, BOOK, 'ben'),
			sharing.setRole(ada, BOOK, 'ben', 'viewer')
		])
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
		const [first] = answers
		expect(first.ok).toBe(true)
	})

	it('make one member of an invitation for one', async () => {
		const code = await codeFor('member')
		const people = ['ben', 'cleo', 'dan'].map(actorOf)
		const answers = await Promise.all(people.map((person) => sharing.accept(person, code)))
		expect(answers.map(({ ok }) => ok)).toEqual([true, false, false])
	})

	it('connect one book once', async () => {
		const request = { id: 'b00k00000002', name: 'B', calendars: [] }
		const answers = await Promise.all([sharing.connect(ada, request), sharing.connect(ben, request)])
		expect(answers.map((answer) => (answer.ok ? 'ok' : answer.why))).toEqual(['ok', 'taken'])
	})
})

describe('a change that cannot be written', () => {
	it('changes nothing, is announced to nobody, and the next one goes through', async () => {
		await sharing.accept(ben, await codeFor('member'))
		const told: string[] = []
		sharing.onchange((person) => void told.push(person))
		await sql`create trigger full before insert on rightsChange begin select raise(abort, 'disk full'); end`.execute(
			db
		)
		await expect(sharing.remove(ada, BOOK, 'ben')).rejects.toThrow('disk full')
		expect(sharing.accessTo('ben', `w.${BOOK}`)).toBe('read')
		expect(told).toEqual([])
		expect((await open()).accessTo('ben', `w.${BOOK}`)).toBe('read')

		await sql`drop trigger full`.execute(db)
		expect((await sharing.remove(ada, BOOK, 'ben')).ok).toBe(true)
		expect(told).toEqual(['ben'])
		expect(sharing.accessTo('ben', `w.${BOOK}`)).toBe('none')
	})

	it('is told only after it is on disk', async () => {
		await sharing.accept(ben, await codeFor('member'))
		const seen: unknown[] = []
		sharing.onchange(() => void seen.push(onDisk()))
		const onDisk = () => sql<{ n: number }>`select count(*) as n from member`.execute(db)
		await sharing.remove(ada, BOOK, 'ben')
		expect(await Promise.all(seen)).toMatchObject([{ rows: [{ n: 1 }] }])
	})
})
