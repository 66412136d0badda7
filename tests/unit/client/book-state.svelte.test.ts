import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import { at, booked, bookOf, createMachine, NOVEMBER, titles, wall, WEEK, days } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin()
	book.show(NOVEMBER)
	await until(() => book.isLoaded(NOVEMBER))
})
afterEach(() => machine.close())

describe('a book of one tab', () => {
	test('begins with a calendar, the staff and nothing else', () => {
		expect(book.workspace.about).toEqual({ name: 'Salon', zone: 'Europe/Berlin', demo: false })
		expect(book.workspace.resources.map(({ name, kind }) => [name, kind])).toEqual([
			['Ada', 'staff'],
			['Ben', 'staff']
		])
		expect(book.workspace.calendars).toHaveLength(1)
		expect(book.calendar).toBe(book.workspace.calendars[0]?.id)
		expect(titles(book)).toEqual([])
		expect(book.undoLabel).toBeUndefined()
	})

	test('create, move, status, details, delete and restore are seen at once', async () => {
		const key = await booked(book, 'Cut')
		expect(titles(book)).toEqual(['Cut'])
		expect(await book.move(key, at('2026-11-25T14:30', 45, 'ben'))).toMatchObject({
			ok: true,
			value: { key, label: 'Moved “Cut” to Wed 25 Nov, 14:30' }
		})
		expect(book.find(key)?.start).toBe(wall('2026-11-25T14:30'))
		await book.setStatus(key, 'arrived')
		await book.edit(key, { note: 'likes tea', who: { ...book.find(key)!.appointment.who, name: 'Anna' } })
		expect(book.find(key)?.appointment).toMatchObject({ note: 'likes tea', state: { status: 'arrived' } })
		expect(book.undoLabel).toBe('Changed “Cut”')
		await book.remove(key)
		expect(titles(book)).toEqual([])
		expect(book.bin.map((one) => one.key)).toEqual([key])
		await book.restore(key)
		expect(book.find(key)?.appointment.state.status).toBe('arrived')
		expect(book.bin).toEqual([])
	})

	test('the views stand still during a long piece of work, and see all of it at its end', async () => {
		const drawn: number[] = []
		const stop = $effect.root(() => {
			$effect(() => void drawn.push(book.occurrences(WEEK).length))
		})
		flushSync()
		await book.standingStill(async () => {
			for (const title of ['One', 'Two', 'Three']) {
				await booked(book, title)
				flushSync()
			}
			expect(drawn).toEqual([0])
		})
		flushSync()
		expect(drawn).toEqual([0, 3])
		stop()
	})

	test('copy makes another one', async () => {
		const key = await booked(book, 'Cut')
		const done = await book.copy(key, at('2026-11-26T10:00'))
		expect(done.ok && done.value.key).not.toBe(key)
		expect(titles(book)).toEqual(['Cut', 'Cut'])
	})

	test('refuses in words: what is not there, an end before its start', async () => {
		expect(await book.remove('202611-nothere')).toMatchObject({ ok: false, why: 'not-found' })
		const when = { ...at('2026-11-24T10:00'), end: wall('2026-11-24T09:00') }
		expect(await book.create({ when })).toMatchObject({ ok: false, why: 'bad-time' })
		expect(book.undoLabel).toBeUndefined()
		expect(book.save).toEqual({ kind: 'saved' })
	})

	test('overlaps on a resource are marked, listed, and gone after the move away; undo brings them back', async () => {
		const a = await booked(book, 'A', at('2026-11-24T09:00', 60, 'ada'))
		const b = await booked(book, 'B', at('2026-11-24T09:30', 60, 'ada'))
		expect(book.conflicts(WEEK).get(a)).toEqual([b])
		expect(book.inbox.map(({ resource }) => resource)).toEqual(['ada'])
		await book.move(b, at('2026-11-24T09:30', 60, 'ben'))
		expect(book.inbox).toEqual([])
		await book.undo()
		expect(book.conflicts(WEEK).get(b)).toEqual([a])
	})

	test('a move to another month stays one appointment, found from both', async () => {
		const key = await booked(book, 'Cut', at('2026-11-30T09:00'))
		const december = days('2026-12-01', '2027-01-01')
		await book.move(key, at('2026-12-02T09:00'))
		book.show(december)
		await until(() => book.isLoaded(december))
		expect(titles(book, december)).toEqual(['Cut'])
		expect(titles(book, NOVEMBER)).toEqual([])
	})

	test('what did not change keeps its identity', async () => {
		const a = await booked(book, 'A')
		await booked(book, 'B')
		const before = book.find(a)
		const other = book.occurrences(days('2026-11-02', '2026-11-09'))
		await booked(book, 'C')
		expect(book.find(a)).toBe(before)
		expect(book.occurrences(days('2026-11-02', '2026-11-09'))).toBe(other)
	})

	test('reads are reactive', async () => {
		const seen: number[] = []
		const stop = $effect.root(() => {
			$effect(() => {
				seen.push(book.occurrences(WEEK).length)
			})
		})
		flushSync()
		await booked(book, 'A')
		flushSync()
		expect(seen.at(-1)).toBe(1)
		stop()
	})

	test('the root: names, people and services are saved', async () => {
		await book.saveAbout({ name: 'Salon Aurora' })
		const [ada] = book.workspace.resources
		if (ada) await book.saveResource({ ...ada, name: 'Ada L.' })
		expect(book.workspace.about.name).toBe('Salon Aurora')
		expect(book.workspace.resources.map(({ name }) => name)).toContain('Ada L.')
	})
})

describe('undo', () => {
	test('goes back step by step and forward again, to the exact state', async () => {
		const key = await booked(book, 'Cut')
		await book.move(key, at('2026-11-25T10:00'))
		await book.setStatus(key, 'confirmed')
		const after = book.find(key)
		expect(await book.undo()).toEqual({ kind: 'done', label: 'Marked “Cut” as confirmed' })
		expect(await book.undo()).toMatchObject({ kind: 'done' })
		expect(book.find(key)?.start).toBe(wall('2026-11-24T09:00'))
		expect(await book.undo()).toMatchObject({ kind: 'done' })
		expect(titles(book)).toEqual([])
		expect(await book.undo()).toEqual({ kind: 'nothing' })
		expect(book.redoLabel).toMatch(/Booked/)
		for (const _ of [1, 2, 3]) await book.redo()
		expect(book.find(key)).toEqual(after)
		expect(await book.redo()).toEqual({ kind: 'nothing' })
	})

	test('several moves of one appointment go back one by one, and forward', async () => {
		const key = await booked(book, 'Cut')
		const times = ['2026-11-24T10:00', '2026-11-24T11:00', '2026-11-24T12:00']
		for (const time of times) await book.move(key, at(time))
		const seen: unknown[] = []
		const note = () => seen.push(book.find(key)?.start)
		for (const _ of times) {
			expect(await book.undo()).toMatchObject({ kind: 'done' })
			note()
		}
		for (const _ of times) {
			expect(await book.redo()).toMatchObject({ kind: 'done' })
			note()
		}
		expect(await book.undo()).toMatchObject({ kind: 'done' })
		note()
		expect(seen).toEqual(
			['T11:00', 'T10:00', 'T09:00', 'T10:00', 'T11:00', 'T12:00', 'T11:00'].map((time) =>
				wall(`2026-11-24${time}`)
			)
		)
	})

	test('a new action ends redo', async () => {
		const key = await booked(book, 'Cut')
		await book.move(key, at('2026-11-25T10:00'))
		await book.undo()
		await book.setStatus(key, 'confirmed')
		expect(book.redoLabel).toBeUndefined()
	})

	test('an edit that changes nothing is no step', async () => {
		const key = await booked(book, 'Cut')
		await book.move(key, at('2026-11-24T09:00'))
		expect(book.undoLabel).toMatch(/Booked/)
	})

	test('never overwrites what another tab did since, and says so', async () => {
		const key = await booked(book, 'Cut')
		await book.move(key, at('2026-11-25T10:00'))
		const other = await machine.reopen()
		other.show(NOVEMBER)
		await until(() => other.find(key) !== undefined)
		await other.move(key, at('2026-11-26T10:00'))
		await until(() => book.find(key)?.start === wall('2026-11-26T10:00'))
		expect(await book.undo()).toEqual({
			kind: 'partly',
			label: 'Moved “Cut” to Wed 25 Nov, 10:00',
			kept: ['The time of “Cut” stays: changed since by another tab of this device']
		})
		expect(book.find(key)?.start).toBe(wall('2026-11-26T10:00'))
	})

	test('two quick actions never mix', async () => {
		const key = await booked(book, 'Cut')
		await Promise.all([book.move(key, at('2026-11-25T10:00')), book.undo(), book.setStatus(key, 'arrived')])
		expect(book.find(key)?.appointment).toMatchObject({ state: { status: 'arrived' } })
		expect(book.find(key)?.start).toBe(wall('2026-11-24T09:00'))
	})
})

describe('saving', () => {
	test('is said only when it is so', async () => {
		const saving = book.create({ when: at('2026-11-24T09:00') })
		await saving
		expect(book.save).toEqual({ kind: 'saving', waiting: 1 })
		await book.flush()
		expect(book.save).toEqual({ kind: 'saved' })
	})

	test('a full disk: said with the number, the book goes on, later everything is kept', async () => {
		machine.faults.full = true
		await booked(book, 'A')
		await booked(book, 'B', at('2026-11-24T10:00'))
		await until(() => book.save.kind === 'memory')
		expect(book.save).toMatchObject({ kind: 'memory', unsaved: 2 })
		expect(titles(book)).toEqual(['A', 'B'])
		machine.faults.full = false
		book.core.queue.retry()
		await until(() => book.save.kind === 'saved')
		await machine.close()
		const after = await machine.reopen()
		after.show(NOVEMBER)
		await until(() => after.isLoaded(NOVEMBER))
		expect(titles(after)).toEqual(['A', 'B'])
	})

	test('without any storage the book runs and says from the start that it is in memory', async () => {
		globalThis.indexedDB = undefined as unknown as IDBFactory
		const { DeviceState } = await import('#lib/client/device.svelte.ts')
		const { createDeviceStorage } = await import('#lib/client/storage/device-storage.ts')
		const device = new DeviceState({ storage: createDeviceStorage(undefined, undefined, undefined) })
		await device.start()
		expect(device.phase).toBe('welcome')
		expect(device.storage.available).toBe(false)
		await device.startEmpty({ name: 'Salon', zone: 'UTC', staff: [] })
		const inMemory = bookOf(device)
		expect(inMemory.save.kind).toBe('memory')
		inMemory.show(NOVEMBER)
		await booked(inMemory, 'A')
		expect(titles(inMemory)).toEqual(['A'])
		await inMemory.undo()
		expect(titles(inMemory)).toEqual([])
		await device.close()
	})
})

describe('starting again', () => {
	test('paints from the snapshot, without opening a document', async () => {
		await booked(book, 'A')
		await machine.close()
		const after = await machine.reopen()
		after.show(NOVEMBER)
		await until(() => after.isLoaded(NOVEMBER))
		expect(after.core.replica.opened(`c.${after.calendar}.2026-11`)).toBeUndefined()
		expect(titles(after)).toEqual(['A'])
		expect(after.workspace.about.name).toBe('Salon')
	})

	test('an old snapshot is not believed: the document is awaited', async () => {
		const key = await booked(book, 'A')
		await book.flush()
		await book.move(key, at('2026-11-25T10:00'))
		await book.core.queue.flush()
		// Killed here: the rows and the journal are written, the snapshot is not.
		await book.abandon()
		const after = await machine.reopen()
		after.show(NOVEMBER)
		await until(() => after.isLoaded(NOVEMBER))
		expect(after.find(key)?.start).toBe(wall('2026-11-25T10:00'))
	})

	test('documents of the months shown open behind the snapshot, the others do not', async () => {
		await booked(book, 'A')
		await booked(book, 'Old', at('2025-03-03T09:00'))
		await machine.close()
		const after = await machine.reopen()
		after.show(WEEK)
		const room = `c.${after.calendar}.2026-11`
		await until(() => after.core.replica.opened(room) !== undefined)
		expect(after.core.replica.opened(`c.${after.calendar}.2025-03`)).toBeUndefined()
	})
})

describe('two tabs', () => {
	test('each sees what the other does, and what was done before it opened', async () => {
		const a = await booked(book, 'A')
		const other = await machine.reopen()
		other.show(NOVEMBER)
		await until(() => other.isLoaded(NOVEMBER) && titles(other).length === 1)
		await booked(other, 'B', at('2026-11-24T10:00'))
		await until(() => titles(book).length === 2)
		await book.remove(a)
		await until(() => titles(other).length === 1)
		expect([titles(book), titles(other)]).toEqual([['B'], ['B']])
	})

	test('an edit in a month that is new to both arrives too', async () => {
		const other = await machine.reopen()
		const january = days('2027-01-01', '2027-02-01')
		other.show(january)
		book.show(january)
		await until(() => other.isLoaded(january) && book.isLoaded(january))
		await booked(book, 'A', at('2027-01-05T10:00'))
		await until(() => titles(other, january).length === 1)
	})
})
