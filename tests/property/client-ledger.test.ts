/**
 * Laws of the ledger of a room: whatever is sent, acknowledged and refused in whatever order, it never calls durable what
 * the server's disk does not have, and calls everything durable that it was told is there.
 */
import fc from 'fast-check'
import { applyUpdate, decodeStateVector, Doc, encodeStateVector, parseUpdateMeta } from 'yjs'
import { describe, expect, test } from 'vitest'
import { RoomLedger } from '#lib/client/live/room-ledger.ts'
import { covers, coversAll, extended, joined, type Vector } from '#lib/client/storage/vector.ts'

const vector: fc.Arbitrary<Vector> = fc
	.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 9 })))
	.map((entries) => new Map(entries))

describe('state vectors', () => {
	test('joined is the least that covers both', () => {
		fc.assert(
			fc.property(vector, vector, vector, (a, b, c) => {
				const both = joined(a, b)
				expect(coversAll(both, a) && coversAll(both, b)).toBe(true)
				if (coversAll(c, a) && coversAll(c, b)) expect(coversAll(c, both)).toBe(true)
				expect(joined(b, a)).toEqual(both)
			})
		)
	})

	test('extended never claims what lies in a gap', () => {
		fc.assert(
			fc.property(vector, vector, vector, (have, from, to) => {
				const next = extended(have, from, to)
				expect(coversAll(next, have)).toBe(true)
				for (const [client, clock] of next) {
					const fits = covers(have, client, from.get(client) ?? 0) && covers(to, client, clock)
					expect(covers(have, client, clock) || fits).toBe(true)
				}
			})
		)
	})
})

type Step =
	| { readonly kind: 'write'; readonly by: number; readonly lost: boolean }
	| { readonly kind: 'commit' | 'reopen' }
	| { readonly kind: 'refuse' }

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({ kind: fc.constant('write' as const), by: fc.nat(2), lost: fc.boolean() })
	},
	{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'reopen' as const) }) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'refuse' as const }) }
)

test('never durable before the disk has it, and durable when it was told so', () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const disk = new Doc()
			const writers = [1, 2, 3].map((id) => {
				const doc = new Doc()
				doc.clientID = id
				return doc
			})
			const ledger = new RoomLedger(new Map())
			/** Sent and not yet on the disk; undefined: refused. */
			let flying: (Uint8Array | undefined)[] = []
			let count = 0
			let acknowledged = 0
			const written = (): Vector =>
				new Map(writers.flatMap((doc) => [...decodeStateVector(encodeStateVector(doc))]))
			const onDisk = () => decodeStateVector(encodeStateVector(disk))
			for (const one of steps) {
				if (one.kind === 'write') {
					const writer = writers[one.by] as Doc
					writer.once('update', (update: Uint8Array) => {
						// A lost frame leaves a gap before the next one of this writer.
						if (one.lost) return
						ledger.sent(parseUpdateMeta(update))
						flying.push(update)
						count += 1
					})
					writer.getArray('list').push([count])
				} else if (one.kind === 'refuse') {
					const at = flying.findLastIndex((update) => update !== undefined)
					if (at >= 0) {
						flying[at] = undefined
						ledger.refused(acknowledged + at + 1)
					}
				} else if (one.kind === 'commit') {
					for (const update of flying) if (update) applyUpdate(disk, update)
					acknowledged = count
					flying = []
					ledger.acknowledged(count)
				} else {
					flying = []
					count = acknowledged = 0
					ledger.opened(onDisk())
				}
				expect(coversAll(onDisk(), ledger.durable)).toBe(true)
				expect(coversAll(ledger.offered, ledger.durable)).toBe(true)
				if (ledger.hasAll(written())) expect(coversAll(onDisk(), written())).toBe(true)
				if (one.kind === 'reopen') expect(coversAll(ledger.durable, onDisk())).toBe(true)
				expect(ledger.isSettled).toBe(flying.every((update) => update === undefined))
			}
		})
	)
})

test('what the server sent has not to be sent to it, on its disk or not; what lies before it has', () => {
	fc.assert(
		fc.property(vector, vector, vector, (known, from, to) => {
			const ledger = new RoomLedger(known)
			ledger.received({ from, to })
			expect(ledger.durable).toEqual(known)
			expect(ledger.hasAll(extended(known, from, to))).toBe(true)
			ledger.sent({ from: ledger.offered, to: new Map([[9, 1]]) })
			expect(ledger.hasAll(ledger.offered)).toBe(false)
			ledger.acknowledged(1)
			expect(ledger.hasAll(ledger.offered)).toBe(true)
			const behind = new Map([[0, (ledger.offered.get(0) ?? 0) + 1]])
			ledger.received({ from: behind, to: new Map([[0, 99]]) })
			expect(ledger.hasAll(new Map([[0, 99]]))).toBe(false)
		})
	)
})
