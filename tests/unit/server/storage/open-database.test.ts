import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { openDatabase, type Schema } from '../../../../server/storage/open-database.ts'
import { freshFolder } from './folder.ts'

const FIRST: Schema = { applicationId: 7_001, migrations: ['create table a (x integer) strict'] }
const SECOND: Schema = { ...FIRST, migrations: [...FIRST.migrations, 'insert into a values (5)'] }
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

it('makes a folder and files that only their owner can read, also beside the file', () => {
	const path = join(freshFolder(), 'deep', 'book', 'a.sqlite')
	const db = openDatabase(path, FIRST)
	expect(db.ok && db.value.prepare('pragma synchronous').get()).toMatchObject({ synchronous: 2 })
	expect([mode(join(path, '..')), mode(path), mode(`${path}-wal`)]).toEqual(['700', '600', '600'])
	if (db.ok) db.value.close()
})

it('closes what was open to others', () => {
	const folder = join(freshFolder(), 'open')
	mkdirSync(folder, { mode: 0o755 })
	const path = join(folder, 'a.sqlite')
	writeFileSync(path, '', { mode: 0o644 })
	const db = openDatabase(path, FIRST)
	expect([mode(folder), mode(path)]).toEqual(['700', '600'])
	if (db.ok) db.value.close()
})

it('brings an older file to the newest version, once', () => {
	const path = join(freshFolder(), 'a.sqlite')
	for (const schema of [FIRST, SECOND, SECOND]) {
		const db = openDatabase(path, schema)
		expect(db).toMatchObject({ ok: true })
		if (db.ok) db.value.close()
	}
	const db = new DatabaseSync(path)
	expect(db.prepare('select x from a').all()).toEqual([expect.objectContaining({ x: 5 })])
	db.close()
})

it('a step that fails leaves the file at the version it had', () => {
	const path = join(freshFolder(), 'a.sqlite')
	const broken: Schema = {
		...FIRST,
		migrations: [...FIRST.migrations, 'create table b (y); create table a (x)']
	}
	expect(openDatabase(path, broken)).toMatchObject({ ok: false, why: 'failed' })
	const db = new DatabaseSync(path)
	expect(db.prepare('pragma user_version').get()).toMatchObject({ user_version: 1 })
	expect(db.prepare("select name from sqlite_schema where name = 'b'").all()).toEqual([])
	db.close()
})

it('refuses the file of a newer version, and names both', () => {
	const path = join(freshFolder(), 'a.sqlite')
	const db = openDatabase(path, SECOND)
	if (db.ok) db.value.close()
	const refused = openDatabase(path, FIRST)
	expect(refused).toMatchObject({ ok: false, why: 'newer' })
	expect(!refused.ok && refused.message).toMatch(/version 2, known here up to 1.*Update/)
})

it('refuses a database of somebody else, and leaves it as it is', () => {
	const path = join(freshFolder(), 'a.sqlite')
	const other = new DatabaseSync(path)
	other.exec('create table theirs (x)')
	other.close()
	const before = readFileSync(path)
	expect(openDatabase(path, FIRST)).toMatchObject({ ok: false, why: 'not-ours' })
	expect(openDatabase(path, { ...FIRST, applicationId: 7_002 })).toMatchObject({ ok: false, why: 'not-ours' })
	expect(readFileSync(path)).toEqual(before)
})

it('refuses what is no database', () => {
	const path = join(freshFolder(), 'a.sqlite')
	writeFileSync(path, 'Dear diary, today three clients came. '.repeat(200))
	const refused = openDatabase(path, FIRST)
	expect(refused).toMatchObject({ ok: false, why: 'not-ours' })
	expect(!refused.ok && refused.message).toContain(path)
})

it('says that a damaged database can be restored', () => {
	const path = join(freshFolder(), 'a.sqlite')
	const db = openDatabase(path, FIRST)
	if (db.ok) db.value.close()
	const bytes = readFileSync(path)
	// The page behind the file's header: the list of all tables.
	bytes.fill(0xee, 100, 4_000)
	writeFileSync(path, bytes)
	const refused = openDatabase(path, FIRST)
	expect(refused).toMatchObject({ ok: false, why: 'damaged' })
	expect(!refused.ok && refused.message).toContain('npm run restore')
})

it('says which path it cannot use', () => {
	const folder = freshFolder()
	writeFileSync(join(folder, 'file'), '')
	const refused = openDatabase(join(folder, 'file', 'a.sqlite'), FIRST)
	expect(refused).toMatchObject({ ok: false, why: 'failed' })
	expect(!refused.ok && refused.message).toContain(join(folder, 'file'))
})
