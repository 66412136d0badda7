import { Doc } from 'yjs'
import { afterEach, describe, expect, test } from 'vitest'
import { createGuardedDoc, isSilenced, unsilence } from '#lib/client/storage/guarded-doc.ts'
import type { OpenDoc } from '#lib/client/storage/open-doc.ts'
import { contentOf, createDevice, rowsOf, storedMap, until } from './device.ts'

const ROOM = 'c.cal.2026-11'
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close()
})

function device() {
	const made = createDevice()
	return {
		...made,
		tab() {
			const tab = made.tab()
			closing.push(tab.close)
			return tab
		}
	}
}

describe('a throw in a listener', () => {
	test('silences a plain Y.Doc for good', () => {
		const doc = new Doc()
		const heard: number[] = []
		doc.on('update', () => {
			throw new Error('InvalidStateError')
		})
		doc.on('update', () => heard.push(1))
		expect(() => doc.getMap('m').set('a', 1)).toThrow('InvalidStateError')
		doc.getMap('m').set('b', 2)
		expect(heard).toEqual([])
		expect(isSilenced(doc)).toBe(true)
		unsilence(doc)
		expect(isSilenced(doc)).toBe(false)
	})

	test('does not reach a guarded doc: later listeners and later edits are heard', () => {
		const thrown: unknown[] = []
		const doc = createGuardedDoc('room', (error) => thrown.push(error))
		const heard: number[] = []
		const failing = () => {
			throw new Error('InvalidStateError')
		}
		doc.on('update', failing)
		doc.on('update', () => heard.push(1))
		doc.getMap('m').set('a', 1)
		doc.getMap('m').set('b', 2)
		expect(heard).toEqual([1, 1])
		expect(thrown).toHaveLength(2)
		doc.off('update', failing)
		doc.getMap('m').set('c', 3)
		expect(thrown).toHaveLength(2)
		expect(isSilenced(doc)).toBe(false)
	})

	test('once() of a guarded doc is called once', () => {
		const doc = createGuardedDoc('room', () => undefined)
		const heard: number[] = []
		doc.once('update', () => heard.push(1))
		doc.getMap('m').set('a', 1)
		doc.getMap('m').set('b', 2)
		expect(heard).toEqual([1])
	})
})

describe('one tab', () => {
	test('an unknown room gets rows with its first edit only', async () => {
		const { tab, factory } = device()
		const a = tab()
		const open = await a.open(ROOM)
		expect((await factory.databases()).map(({ name }) => name)).toEqual(['daybook'])
		open.doc.getMap('m').set('a', 1)
		await until(async () => (await rowsOf(factory, ROOM)).length > 0)
		expect(await storedMap(factory, ROOM)).toEqual({ a: 1 })
	})

	test('opening again and again leaves no rows behind', async () => {
		const { tab, factory } = device()
		const first = tab()
		const open = await first.open(ROOM)
		open.doc.getMap('m').set('a', 1)
		await first.save()
		await first.close()
		for (let times = 0; times < 5; times++) {
			const again = tab()
			expect(contentOf((await again.open(ROOM)).doc)).toEqual({ a: 1 })
			await again.close()
		}
		await until(async () => (await rowsOf(factory, ROOM)).every((row) => row.byteLength > 2))
	})

	test('a kill between the journal and the rows: the journal heals them', async () => {
		const { tab, factory, faults } = device()
		faults.on = (name) => name !== 'daybook'
		faults.full = true
		const killed = tab()
		const open = await killed.open(ROOM)
		open.doc.getMap('m').set('a', 1)
		expect((await killed.save()).ok).toBe(true)
		await until(() => killed.reported.includes('full'))
		await killed.close()
		faults.full = false
		expect(await storedMap(factory, ROOM)).toEqual({})

		const after = tab()
		expect(contentOf((await after.open(ROOM)).doc)).toEqual({ a: 1 })
		await until(async () => (await storedMap(factory, ROOM))['a'] === 1)
		expect(after.locals).toEqual([])
	})

	test('the quota: said at once, kept in memory, written when there is room again', async () => {
		const { tab, factory, faults } = device()
		const a = tab()
		const open = await a.open(ROOM)
		open.doc.getMap('m').set('before', 1)
		await until(async () => (await storedMap(factory, ROOM))['before'] === 1)
		faults.full = true
		for (let edit = 0; edit < 30; edit++) open.doc.getMap('m').set(`k${edit}`, 'x'.repeat(100))
		await until(() => open.fault === 'full')
		expect(await storedMap(factory, ROOM)).toEqual({ before: 1 })
		expect(await open.heal()).toBe(false)
		expect(Object.keys(contentOf(open.doc))).toHaveLength(31)
		faults.full = false
		expect(await open.heal()).toBe(true)
		expect(open.fault).toBeUndefined()
		await until(async () => Object.keys(await storedMap(factory, ROOM)).length === 31)
		open.doc.getMap('m').set('after', 1)
		await until(async () => (await storedMap(factory, ROOM))['after'] === 1)
	})

	test('a lost connection: seen, and the next attachment writes what is missing', async () => {
		const { tab, factory } = device()
		const opened: IDBDatabase[] = []
		const open = factory.open.bind(factory)
		factory.open = (...args: Parameters<typeof open>) => {
			const request = open(...args)
			request.addEventListener('success', () => opened.push(request.result))
			return request
		}
		const a = tab()
		const doc = await a.open(ROOM)
		doc.doc.getMap('m').set('before', 1)
		await until(async () => (await storedMap(factory, ROOM))['before'] === 1)
		for (const database of opened) if (database.name !== 'daybook') database.close()
		doc.doc.getMap('m').set('lost', 1)
		expect(doc.fault).toBe('closed')
		doc.doc.getMap('m').set('also', 1)
		expect(isSilenced(doc.doc)).toBe(false)
		expect(a.locals).toHaveLength(3)
		expect(await doc.heal()).toBe(true)
		await until(async () => Object.keys(await storedMap(factory, ROOM)).length === 3)
	})

	test('no IndexedDB at all: the doc opens in memory and says so', async () => {
		const { tab } = device()
		const a = tab()
		const refusing = {
			...a.deps,
			factory: undefined,
			lookUp: async () => ({ known: true, generation: 0 }),
			locks: undefined
		}
		globalThis.indexedDB = {
			open: () => {
				throw new DOMException('no', 'SecurityError')
			}
		} as unknown as IDBFactory
		const { openDoc } = await import('#lib/client/storage/open-doc.ts')
		const open = await openDoc(ROOM, refusing)
		expect(open.fault).toBe('refused')
		open.doc.getMap('m').set('a', 1)
		expect(contentOf(open.doc)).toEqual({ a: 1 })
		await open.close()
	})
})

describe('three tabs', () => {
	test('100 edits each are 300 rows in all, one for each edit, and all tabs hold all', async () => {
		const { tab, factory } = device()
		const tabs = [tab(), tab(), tab()]
		const docs: OpenDoc[] = []
		for (const one of tabs) docs.push(await one.open(ROOM))
		expect(docs.map(({ isWriter }) => isWriter)).toEqual([true, false, false])
		for (let edit = 0; edit < 100; edit++) {
			docs.forEach(({ doc }, at) => doc.getMap('m').set(`${at}-${edit}`, edit))
			await new Promise((resolve) => setImmediate(resolve))
		}
		await until(() => docs.every(({ doc }) => doc.getMap('m').size === 300))
		await until(async () => Object.keys(await storedMap(factory, ROOM)).length === 300)
		expect((await rowsOf(factory, ROOM)).length).toBeLessThanOrEqual(300)
	})

	test('100 edits in one of them are 100 rows', async () => {
		const { tab, factory } = device()
		const tabs = [tab(), tab(), tab()]
		const docs: OpenDoc[] = []
		for (const one of tabs) docs.push(await one.open(ROOM))
		docs[0]?.doc.getMap('m').set('first', 0)
		await until(async () => (await rowsOf(factory, ROOM)).length > 0)
		await until(async () => (await rowsOf(factory, ROOM)).every((row) => row.byteLength > 2))
		const before = (await rowsOf(factory, ROOM)).length
		for (let edit = 0; edit < 100; edit++) docs[1]?.doc.getMap('m').set(`k${edit}`, edit)
		await until(async () => Object.keys(await storedMap(factory, ROOM)).length === 101)
		expect((await rowsOf(factory, ROOM)).length - before).toBe(100)
	})

	test('when the writer closes the next one writes, also what was missing', async () => {
		const { tab, factory, faults } = device()
		const [a, b] = [tab(), tab()]
		const first = await a.open(ROOM)
		const second = await b.open(ROOM)
		first.doc.getMap('m').set('a', 1)
		await until(() => second.doc.getMap('m').get('a') === 1)
		faults.full = true
		faults.on = (name) => name !== 'daybook'
		second.doc.getMap('m').set('b', 2)
		await until(() => first.doc.getMap('m').get('b') === 2)
		await until(() => a.reported.includes('full'))
		faults.full = false
		await first.close()
		await until(() => second.isWriter)
		await until(async () => (await storedMap(factory, ROOM))['b'] === 2)
		second.doc.getMap('m').set('c', 3)
		await until(async () => (await storedMap(factory, ROOM))['c'] === 3)
		expect(await storedMap(factory, ROOM)).toEqual({ a: 1, b: 2, c: 3 })
	})

	test('a tab that opens later hears what is in memory only', async () => {
		const { tab, faults } = device()
		faults.full = true
		const [a, b] = [tab(), tab()]
		const first = await a.open(ROOM)
		first.doc.getMap('m').set('a', 1)
		const second = await b.open(ROOM)
		await until(() => second.doc.getMap('m').get('a') === 1)
	})
})

describe('a damaged update', () => {
	test('of another tab or in the journal costs itself and nothing else', async () => {
		const { tab } = device()
		const [one, other] = [tab(), tab()]
		const first = await one.open(ROOM)
		const second = await other.open(ROOM)
		const garbage = Uint8Array.from([1, 200, 3, 250, 99, 1, 2])
		one.channel?.send({ kind: 'update', room: ROOM, update: garbage, generation: 0 })
		first.doc.getMap('m').set('after', 1)
		await until(() => contentOf(second.doc)['after'] === 1)
		await one.save()
		await one.journal.append([
			{ label: 'x', at: 0, device: 'd', clock: undefined, updates: [{ room: ROOM, update: garbage }] }
		])
		first.doc.getMap('m').set('last', 2)
		await one.save()
		const third = await tab().open(ROOM)
		expect(contentOf(third.doc)).toEqual({ after: 1, last: 2 })
		const entries = await one.journal.entries(ROOM)
		const damaged = entries.ok ? entries.value.find(({ update }) => update.length === 7) : undefined
		expect(await third.provenInRows(entries.ok ? entries.value : [])).not.toContain(damaged?.position)
	})
})
