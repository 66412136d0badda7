import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { backUp } from '../../../../server/storage/back-up.ts'
import { lockFolder } from '../../../../server/storage/folder-lock.ts'
import { restore } from '../../../../server/storage/restore.ts'
import { openRoomLog } from '../../../../server/storage/sqlite-room-log.ts'
import { valueOf } from '../../../contract/room-log-model.ts'
import { entry, freshFolder } from './folder.ts'

const NOW = new Date('2026-11-25T14:30:05Z')
const bytes = (...values: number[]) => new Uint8Array(values)

/** A DATA_DIR with two updates, a person and a secret; the log is still open. */
async function runningBook() {
	const dataDir = join(freshFolder(), 'data')
	const log = valueOf(openRoomLog({ path: join(dataDir, 'rooms.sqlite') }))
	valueOf(await log.append([entry('w.a', 1, bytes(1)), entry('w.a', 2, bytes(2))]))
	const people = new DatabaseSync(join(dataDir, 'people.sqlite'))
	people.exec("pragma journal_mode = wal; create table user (name text); insert into user values ('Anna')")
	writeFileSync(join(dataDir, 'auth-secret'), 'a secret of the server\n', { mode: 0o600 })
	return { dataDir, log, people, into: join(dataDir, '..', 'backup') }
}

async function savedBook() {
	const book = await runningBook()
	valueOf(await backUp(book.dataDir, book.into, NOW))
	return book
}

const loadFrom = async (dataDir: string) => {
	const log = valueOf(openRoomLog({ path: join(dataDir, 'rooms.sqlite') }))
	const room = valueOf(await log.load('w.a'))
	await log.close()
	return room
}

/** What a killed process leaves: the newest commits in the -wal, nothing of them in the file. */
function killed(dataDir: string): string {
	const copy = join(dataDir, '..', 'killed')
	mkdirSync(copy)
	for (const name of ['rooms.sqlite', 'rooms.sqlite-wal'])
		writeFileSync(join(copy, name), readFileSync(join(dataDir, name)))
	return copy
}

describe('backUp()', () => {
	it('copies all files while they are written to, for nobody else to read', async () => {
		const { dataDir, log, people, into } = await runningBook()
		const running = backUp(dataDir, into, NOW)
		for (let n = 3; n < 200; n++) valueOf(await log.append([entry('w.a', n, bytes(n))]))
		const { files } = valueOf(await running)
		expect(files.map(({ name }) => name)).toEqual(['rooms.sqlite', 'people.sqlite', 'auth-secret'])
		for (const { name, bytes: size } of files) {
			expect(statSync(join(into, name)).mode & 0o777).toBe(0o600)
			expect(statSync(join(into, name)).size).toBe(size)
		}
		expect(statSync(into).mode & 0o777).toBe(0o700)
		const { head, tail, damaged } = await loadFrom(into)
		expect(head).toBeGreaterThanOrEqual(2)
		expect({ count: tail.length, damaged }).toEqual({ count: head, damaged: [] })
		people.close()
		await log.close()
	})

	it('is not hindered by a server that was killed', async () => {
		const { dataDir, into } = await runningBook()
		valueOf(await backUp(killed(dataDir), into, NOW))
		expect(await loadFrom(into)).toMatchObject({ head: 2 })
	})

	it('refuses to overwrite, and a folder without a book', async () => {
		const { dataDir, into } = await savedBook()
		const before = readdirSync(into).map((name) => statSync(join(into, name)).mtimeMs)
		expect(await backUp(dataDir, into, NOW)).toMatchObject({ ok: false, why: 'exists' })
		expect(readdirSync(into).map((name) => statSync(join(into, name)).mtimeMs)).toEqual(before)
		const empty = freshFolder()
		expect(await backUp(empty, join(empty, 'b'), NOW)).toMatchObject({ ok: false, why: 'nothing' })
	})

	it('leaves nothing behind when a file cannot be copied', async () => {
		const { dataDir, into, people } = await runningBook()
		people.close()
		writeFileSync(join(dataDir, 'people.sqlite'), 'not a database at all'.repeat(100))
		expect(await backUp(dataDir, into, NOW)).toMatchObject({ ok: false, why: 'failed' })
		expect(existsSync(into)).toBe(false)
	})
})

describe('restore()', () => {
	it('puts the backup in place, keeps what was there, and gives every room a new epoch', async () => {
		const { dataDir, log, people, into } = await savedBook()
		const before = valueOf(await log.load('w.a'))
		valueOf(await log.append([entry('w.a', 3, bytes(3))]))
		await log.close()
		people.exec("update user set name = 'Ben'")
		people.close()
		const restored = valueOf(await restore(into, dataDir, NOW))
		expect(restored.madeAt).toBe(NOW.toISOString())
		expect(restored.keptIn).toBe(join(dataDir, 'before-restore-2026-11-25T14-30-05Z'))
		const room = await loadFrom(dataDir)
		expect(room).toMatchObject({ head: 2, damaged: [] })
		expect(room.epoch).not.toBe(before.epoch)
		expect(await loadFrom(restored.keptIn!)).toMatchObject({ head: 3, epoch: before.epoch })
		const names = new DatabaseSync(join(dataDir, 'people.sqlite')).prepare('select name from user').all()
		expect(names).toEqual([expect.objectContaining({ name: 'Anna' })])
		expect(readFileSync(join(dataDir, 'auth-secret'), 'utf8')).toBe('a secret of the server\n')
		const lock = lockFolder(dataDir)
		expect(lock.ok).toBe(true)
		if (lock.ok) lock.value.release()
	})

	it('twice gives two epochs, and both times nothing of before is lost', async () => {
		const { dataDir, log, people, into } = await savedBook()
		await log.close()
		people.close()
		valueOf(await restore(into, dataDir, NOW))
		const first = await loadFrom(dataDir)
		valueOf(await restore(into, dataDir, new Date(NOW.getTime() + 1_000)))
		expect((await loadFrom(dataDir)).epoch).not.toBe(first.epoch)
		expect(readdirSync(dataDir).filter((name) => name.startsWith('before-restore-'))).toHaveLength(2)
	})

	it('over what a killed server left: its newest commits are kept with it, and are not mixed in', async () => {
		const { dataDir, log, into } = await savedBook()
		valueOf(await log.append([entry('w.a', 3, bytes(3))]))
		const left = killed(dataDir)
		const { keptIn } = valueOf(await restore(into, left, NOW))
		expect(await loadFrom(left)).toMatchObject({ head: 2 })
		expect(await loadFrom(keptIn!)).toMatchObject({ head: 3 })
	})

	it('into a place where nothing was', async () => {
		const { into } = await savedBook()
		const dataDir = join(freshFolder(), 'other')
		expect(valueOf(await restore(into, dataDir, NOW)).keptIn).toBeUndefined()
		expect(await loadFrom(dataDir)).toMatchObject({ head: 2 })
	})

	it('refuses while a server runs on the folder', async () => {
		const { dataDir, into } = await savedBook()
		const lock = lockFolder(dataDir)
		expect(await restore(into, dataDir, NOW)).toMatchObject({ ok: false, why: 'in-use' })
		if (lock.ok) lock.value.release()
		expect(await restore(into, dataDir, NOW)).toMatchObject({ ok: true })
	})

	it.each([
		['no-backup', 'no manifest', (folder: string) => rmSync(join(folder, 'backup.json'))],
		[
			'no-backup',
			'no sense in it',
			(folder: string) => writeFileSync(join(folder, 'backup.json'), '{"format":1}')
		],
		[
			'no-backup',
			'a path that leads out',
			(folder: string) =>
				writeFileSync(
					join(folder, 'backup.json'),
					'{"format":1,"madeAt":"","files":[{"name":"../x","bytes":1,"sha256":""}]}'
				)
		],
		[
			'newer',
			'a later format',
			(folder: string) => writeFileSync(join(folder, 'backup.json'), '{"format":2}')
		],
		['damaged', 'a file missing', (folder: string) => rmSync(join(folder, 'people.sqlite'))],
		[
			'damaged',
			'a file changed',
			(folder: string) => writeFileSync(join(folder, 'auth-secret'), 'another secret here!!!\n')
		]
	])('refuses with %s: %s, and touches nothing', async (why, _, harm) => {
		const { dataDir, into } = await savedBook()
		harm(into)
		expect(await restore(into, dataDir, NOW)).toMatchObject({ ok: false, why })
		expect(readdirSync(dataDir).filter((name) => /restor/.test(name))).toEqual([])
		expect(await loadFrom(dataDir)).toMatchObject({ head: 2 })
	})

	it('goes on after a restore that was cut off', async () => {
		const { dataDir, into } = await savedBook()
		mkdirSync(join(dataDir, 'restoring'))
		writeFileSync(join(dataDir, 'restoring', 'rooms.sqlite'), 'half')
		expect(lockFolder(dataDir)).toMatchObject({ ok: false, why: 'half-restored' })
		valueOf(await restore(into, dataDir, NOW))
		expect(await loadFrom(dataDir)).toMatchObject({ head: 2 })
		const lock = lockFolder(dataDir)
		expect(lock.ok).toBe(true)
		if (lock.ok) lock.value.release()
	})
})

describe('npm run backup, npm run restore', () => {
	const launch = (name: string, dataDir: string, ...args: string[]) => {
		const script = fileURLToPath(new URL(`../../../../server/launch/${name}.mjs`, import.meta.url))
		const env = { ...process.env, DATA_DIR: dataDir, INIT_CWD: join(dataDir, '..') }
		return spawnSync(process.execPath, [script, ...args], { env, encoding: 'utf8' })
	}

	it('say where it lies and how large it is; a path is meant from where the person stands', async () => {
		const { dataDir, log } = await runningBook()
		const saved = launch('backup', dataDir, 'saved')
		expect(saved).toMatchObject({ status: 0, stderr: '' })
		expect(saved.stdout).toContain(join(dataDir, '..', 'saved'))
		expect(saved.stdout).toMatch(/rooms\.sqlite +\d+ kB/)
		expect(launch('backup', dataDir, 'saved')).toMatchObject({ status: 1 })
		valueOf(await log.append([entry('w.a', 3, bytes(3))]))
		await log.close()

		const restored = launch('restore', dataDir, 'saved')
		expect(restored).toMatchObject({ status: 0, stderr: '' })
		expect(restored.stdout).toContain('before-restore-')
		expect(await loadFrom(dataDir)).toMatchObject({ head: 2 })
	})

	it('without a folder: a backup goes below DATA_DIR, a restore asks for one', async () => {
		const { dataDir } = await runningBook()
		expect(launch('backup', dataDir).status).toBe(0)
		expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(1)
		const asked = launch('restore', dataDir)
		expect(asked.status).toBe(1)
		expect(asked.stderr).toContain('npm run restore <folder>')
		expect(launch('restore', dataDir, 'nowhere').stderr).toContain('no backup of Daybook')
	})
})
