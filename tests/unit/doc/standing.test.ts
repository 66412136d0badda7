import fc from 'fast-check'
import {
	applyUpdate,
	Doc,
	encodeStateAsUpdate,
	encodeStateVector,
	decodeStateVector,
	mergeUpdates,
	type Transaction
} from 'yjs'
import { describe, expect, test } from 'vitest'
import { standingItem, type ItemId } from '#lib/doc/item-id.ts'
import { overruledBy, registersBeyond, standsKnowing } from '#lib/doc/standing.ts'

const docOf = (client: number) => {
	const doc = new Doc()
	doc.clientID = client
	return doc
}
const write = (doc: Doc, word: string, clock: number): ItemId => {
	doc.getMap('when').set('a', [1, word, [clock, 0, `d${doc.clientID}`]])
	return standingItem(doc, 'when', 'a') as ItemId
}
const sync = (from: Doc, to: Doc) => applyUpdate(to, encodeStateAsUpdate(from, encodeStateVector(to)))

describe('standsKnowing()', () => {
	test('is about what the writer had seen, whatever the clocks and client ids', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(2), fc.boolean()), { minLength: 1, maxLength: 12 }), (steps) => {
				const docs = [docOf(1), docOf(2), docOf(3)]
				/** Everything each writer had seen when it wrote, by item. */
				const knew = new Map<string, ReadonlySet<string>>()
				const seen = docs.map(() => new Set<string>())
				const name = ({ client, clock }: ItemId) => `${client}:${clock}`
				for (const [who, reads] of steps) {
					const doc = docs[who] as Doc
					if (reads) {
						docs.forEach((other, at) => {
							sync(other, doc)
							for (const item of seen[at] ?? []) seen[who]?.add(item)
						})
					}
					const standing = standingItem(doc, 'when', 'a')
					const item = write(doc, 'x', 1)
					// It stands over what stood: that one it knew, and all that one knew.
					const line = new Set(standing ? [name(standing), ...(knew.get(name(standing)) ?? [])] : [])
					knew.set(name(item), line)
					seen[who]?.add(name(item))
				}
				for (const doc of docs) {
					const standing = standingItem(doc, 'when', 'a')
					if (!standing) continue
					for (const one of knew.keys()) {
						const [client, clock] = one.split(':').map(Number) as [number, number]
						const expected = one === name(standing) || (knew.get(name(standing))?.has(one) ?? false)
						expect(standsKnowing(doc, 'when', 'a', { client, clock })).toBe(expected)
					}
				}
			})
		)
	})

	test('nothing stands where nothing was written', () => {
		expect(standsKnowing(docOf(1), 'when', 'a', { client: 1, clock: 0 })).toBe(false)
		expect(standingItem(docOf(1), 'when', 'a')).toBeUndefined()
	})
})

describe('overruledBy()', () => {
	const heard = (doc: Doc, from: Doc) => {
		const found: unknown[] = []
		const mine = standingItem(doc, 'when', 'a') as ItemId
		const listen = (transaction: Transaction) =>
			found.push(...overruledBy(transaction, 'when', 'a', mine).map((register) => register[1]))
		doc.on('afterTransaction', listen)
		sync(from, doc)
		doc.off('afterTransaction', listen)
		return found
	}

	test('tells the value that was written at once and does not stand', () => {
		const [low, high] = [docOf(1), docOf(2)]
		write(low, 'base', 1)
		sync(low, high)
		write(low, 'of the lower id', 2)
		write(high, 'of the higher id', 3)
		expect(heard(high, low)).toEqual(['of the lower id'])
		expect(heard(low, high)).toEqual([])
	})

	test('also where its author has put it up again in the same breath', () => {
		const [low, high] = [docOf(1), docOf(2)]
		write(low, 'base', 1)
		sync(low, high)
		const sent: Uint8Array[] = []
		low.on('update', (update: Uint8Array, origin: unknown) => origin === 'sync' || sent.push(update))
		write(low, 'later', 3)
		write(high, 'earlier', 2)
		applyUpdate(low, encodeStateAsUpdate(high), 'sync')
		write(low, 'later', 3)
		// As the log of the server has them: what the author's own document has dropped since is in them.
		const log = new Doc({ gc: false })
		applyUpdate(log, mergeUpdates([encodeStateAsUpdate(high), ...sent]))
		expect(heard(high, log)).toEqual(['later'])
	})

	test('not what knew mine and lost against a third', () => {
		const [a, b, c] = [docOf(1), docOf(2), docOf(3)]
		write(a, 'mine', 1)
		sync(a, b)
		sync(a, c)
		write(b, 'knew mine', 2)
		write(c, 'knew mine too', 3)
		sync(c, a)
		const mine = { client: 1, clock: 0 }
		const found: unknown[] = []
		a.on('afterTransaction', (transaction: Transaction) =>
			found.push(...overruledBy(transaction, 'when', 'a', mine))
		)
		sync(b, a)
		expect(found).toEqual([])
	})

	test('not what was overwritten by somebody who had read it', () => {
		const [low, high] = [docOf(1), docOf(2)]
		write(low, 'base', 1)
		sync(low, high)
		write(low, 'first', 2)
		write(low, 'second', 3)
		expect(heard(high, low)).toEqual([])
	})
})

describe('registersBeyond()', () => {
	test('is what somebody with that state vector does not have', () => {
		const doc = docOf(1)
		write(doc, 'known', 1)
		const vector = decodeStateVector(encodeStateVector(doc))
		expect(registersBeyond(doc, vector)).toEqual([])
		write(doc, 'new', 2)
		doc.getMap('guests').set('202610-x', true)
		doc.getMap('services').set('cut', [1, 'Cut', [3, 0, 'd1']])
		doc.getMap('unknown').set('a', [1, 'x', [4, 0, 'd1']])
		doc.getMap('note').set('a', 'no register')
		const found = registersBeyond(doc, vector).map(({ map, id, value }) => [map, id, value])
		expect(found).toEqual([
			['when', 'a', [1, 'new', [2, 0, 'd1']]],
			['guests', '202610-x', true],
			['services', 'cut', [1, 'Cut', [3, 0, 'd1']]]
		])
		expect(registersBeyond(doc, new Map())).toHaveLength(3)
	})
})
