import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { mergeAll, mergeInLevels } from '../../../../server/compaction/merge.ts'
import { manyUpdates, scrambled, seen, updates, updatesOf } from './updates.ts'

const EMPTY = new Uint8Array([0, 0])

describe('mergeInLevels()', () => {
	it('holds what a flat merge holds, and what the updates one by one hold', () => {
		fc.assert(
			fc.property(scrambled, ({ all, come }) => {
				const merged = mergeInLevels(come)
				const flat = Y.mergeUpdates([...come, EMPTY])
				expect(seen([merged])).toEqual(seen([flat]))
				expect(seen([merged])).toEqual(seen(come))
				// What waited for something missing is in it as well.
				const missing = all.filter((update) => !come.includes(update))
				expect(seen([merged, ...missing])).toEqual(seen(all))
			}),
			{ numRuns: 150 }
		)
	})

	it('also in parts, merged in any order', () => {
		fc.assert(
			fc.property(scrambled, fc.array(fc.nat(3), { maxLength: 160 }), ({ come }, parts) => {
				const groups = [0, 1, 2, 3].map((group) => come.filter((_, n) => (parts[n] ?? 0) === group))
				expect(seen([mergeInLevels(groups.reverse().map(mergeInLevels))])).toEqual(seen(come))
			}),
			{ numRuns: 150 }
		)
	})

	it('over several levels, with a snapshot among them', () => {
		const all = manyUpdates(5_000)
		const snapshot = Y.mergeUpdates(all.slice(0, 3_000))
		expect(snapshot.byteLength).toBeGreaterThan(1 << 16)
		expect(seen([mergeInLevels([snapshot, ...all.slice(2_900)])])).toEqual(seen(all))
	})

	it('of nothing is the empty update', () => expect(mergeInLevels([])).toEqual(EMPTY))
})

/** Bytes that no Yjs can read. */
const broken = fc.tuple(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(0, 1, 2)).map(([bytes, how]) => {
	if (how === 0) return new Uint8Array(0)
	// Cut off in the middle of an update that promises more.
	return how === 1
		? manyUpdates(1)[0]!.slice(0, 12)
		: new Uint8Array([200, ...bytes.map((byte) => byte | 128)])
})

describe('mergeAll()', () => {
	it('leaves out and names what cannot be read, and holds all the rest', () => {
		fc.assert(
			fc.property(updates, fc.array(fc.tuple(fc.nat(80), broken), { maxLength: 4 }), (all, faults) => {
				const mixed: { readonly update: Uint8Array; readonly isBroken: boolean }[] = all.map((update) => ({
					update,
					isBroken: false
				}))
				for (const [at, update] of faults)
					mixed.splice(at % (mixed.length + 1), 0, { update, isBroken: true })
				const merged = mergeAll(mixed.map(({ update }) => update))
				expect(merged.malformed).toEqual(mixed.flatMap(({ isBroken }, n) => (isBroken ? [n] : [])))
				expect(seen([merged.update])).toEqual(seen(all))
			}),
			{ numRuns: 150 }
		)
	})

	it('a single one that cannot be read is named as well', () => {
		expect(mergeAll([new Uint8Array([9, 9, 9])])).toMatchObject({ update: EMPTY, malformed: [0] })
	})

	it('two that exclude each other: the first stays', () => {
		const client = (value: string) => {
			const doc = new Y.Doc()
			doc.clientID = 1
			doc.getMap('when').set('a', [value])
			return Y.encodeStateAsUpdate(doc)
		}
		const merged = mergeAll([client('first'), client('second')])
		expect(seen([merged.update]).state.get(1)).toBe(1)
	})

	it('its vector is what a device has that holds all of it', () => {
		fc.assert(
			fc.property(updates, (all) => {
				expect(Y.decodeStateVector(mergeAll(all).vector)).toEqual(seen(all).state)
			}),
			{ numRuns: 100 }
		)
	})

	it('its vector ends where something is missing, though later edits are there', () => {
		const all = updatesOf(
			[1, 2, 3].map((value) => ({ client: 0, map: 'when', key: 'a', value, sees: false }))
		)
		expect([...Y.decodeStateVector(mergeAll([all[0]!, all[2]!]).vector)]).toEqual([[5, 1]])
		expect([...Y.decodeStateVector(mergeAll([all[2]!]).vector)]).toEqual([])
	})
})
