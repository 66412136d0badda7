import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { DamagedRow } from '../../../../server/storage/room-log.ts'
import { openRoomLog } from '../../../../server/storage/sqlite-room-log.ts'
import { valueOf } from '../../../contract/room-log-model.ts'
import { entry, freshFolder } from './folder.ts'

const text = (words: string) => new TextEncoder().encode(words)

describe('damage in the file itself', () => {
	it('one bit of an update: found, set aside with its bytes, reported once, and the rest is served', async () => {
		const path = join(freshFolder(), 'rooms.sqlite')
		const first = valueOf(openRoomLog({ path }))
		valueOf(
			await first.append(
				['one', 'the second update', 'three'].map((words, n) => entry('w.a', n + 1, text(words)))
			)
		)
		valueOf(await first.append([entry('w.b', 1, text('elsewhere'))]))
		await first.close()

		const file = readFileSync(path)
		const at = file.indexOf('the second update')
		file[at + 4]! ^= 1
		writeFileSync(path, file)

		const heard: DamagedRow[] = []
		const log = valueOf(openRoomLog({ path, now: () => 99, ondamage: (row) => heard.push(row) }))
		const loaded = valueOf(await log.load('w.a'))
		expect(loaded.tail.map(({ position }) => position)).toEqual([1, 3])
		expect(loaded.damaged).toEqual([{ room: 'w.a', kind: 'entry', position: 2, foundAt: 99 }])
		expect(valueOf(await log.load('w.a')).damaged).toEqual([])
		expect(valueOf(await log.load('w.b'))).toMatchObject({ head: 1, damaged: [] })
		expect(heard).toHaveLength(1)
		await log.close()

		const db = new DatabaseSync(path)
		const [kept] = db.prepare('select bytes, member from damaged').all()
		expect(String(Buffer.from(kept!['bytes'] as Uint8Array))).toBe('the recond update')
		db.close()
	})

	it('a whole page of one room: that room is refused, the others are served', async () => {
		const path = join(freshFolder(), 'rooms.sqlite')
		const first = valueOf(openRoomLog({ path }))
		for (const room of ['w.a', 'w.b', 'w.c'])
			valueOf(
				await first.append(
					Array.from({ length: 40 }, (_, n) => entry(room, n + 1, text(`${room} update ${n} `.repeat(20))))
				)
			)
		await first.close()

		const file = readFileSync(path)
		const page = Math.floor(file.indexOf('w.b update 20 ') / 4096) * 4096
		// Not the bytes of the rows but the header of the page: SQLite itself refuses to read it.
		file.fill(0, page, page + 100)
		writeFileSync(path, file)

		const log = valueOf(openRoomLog({ path }))
		expect(await log.load('w.b')).toMatchObject({ ok: false, why: 'failed' })
		expect(valueOf(await log.load('w.a'))).toMatchObject({ head: 40 })
		expect(valueOf(await log.load('w.c'))).toMatchObject({ head: 40 })
		valueOf(await log.append([entry('w.a', 41, text('goes on'))]))
		await log.close()
	})

	it('numbers beyond all measure', async () => {
		const path = join(freshFolder(), 'rooms.sqlite')
		const log = valueOf(openRoomLog({ path }))
		valueOf(await log.append([1, 2, 3].map((position) => entry('w.a', position, text('x')))))
		const db = new DatabaseSync(path)
		db.exec(`
			update entries set at = 9223372036854775807 where position = 1;
			update entries set position = 4611686018427387904 where position = 2;
			update rooms set head = 1
		`)
		db.close()
		const loaded = valueOf(await log.load('w.a'))
		expect(loaded).toMatchObject({ head: 3, tail: [{ position: 3 }] })
		expect(loaded.damaged).toHaveLength(2)
		valueOf(await log.append([entry('w.a', 4, text('x'))]))
		await log.close()
	})
})

describe('a disk that is full', () => {
	it('nothing acknowledged is lost, and all of it can still be read', async () => {
		const path = join(freshFolder(), 'rooms.sqlite')
		const program = fileURLToPath(new URL('./fill-disk.ts', import.meta.url))
		// Blocks of 512 or 1,024 bytes, by the shell: the system itself refuses to let a file grow further.
		const limited = spawnSync(
			'sh',
			['-c', `ulimit -f 600 && exec "$0" "$1" "$2"`, process.execPath, program, path],
			{
				encoding: 'utf8'
			}
		)
		const said = JSON.parse(limited.stdout) as { acknowledged: number; why: string; readable: number }
		expect(said.why).toBe('full')
		expect(said.acknowledged).toBeGreaterThan(10)
		expect(said.readable).toBe(said.acknowledged)

		const log = valueOf(openRoomLog({ path }))
		const { head, tail, damaged } = valueOf(await log.load('w.a'))
		expect({ head, kept: tail.length, damaged }).toEqual({
			head: said.acknowledged,
			kept: said.acknowledged,
			damaged: []
		})
		valueOf(await log.append([entry('w.a', head + 1, text('space again'))]))
		await log.close()
	})
})

describe('a process that is killed', () => {
	it('what was appended is there, though nothing was closed', async () => {
		const path = join(freshFolder(), 'rooms.sqlite')
		const module = new URL('../../../../server/storage/sqlite-room-log.ts', import.meta.url).href
		const script = `
			const { openRoomLog } = await import(${JSON.stringify(module)})
			const log = openRoomLog({ path: ${JSON.stringify(path)} }).value
			const entry = (position) => ({ room: 'w.a', position, update: new Uint8Array([position]), member: '', device: '', at: 0 })
			for (let n = 1; n <= 30; n++) await log.append([entry(n)])
			process.kill(process.pid, 'SIGKILL')
		`
		const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
		expect(signal).toBe('SIGKILL')
		const log = valueOf(openRoomLog({ path }))
		expect(valueOf(await log.load('w.a'))).toMatchObject({ head: 30, damaged: [] })
		await log.close()
	})
})
