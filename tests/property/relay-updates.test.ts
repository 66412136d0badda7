/**
 * What the relay lets into a room (`scanUpdate`) against Yjs itself. It must take whatever Yjs writes, and nothing that
 * would throw in the document of somebody who reads it.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createCoverage } from '../../server/relay/coverage.ts'
import { scanUpdate } from '../../server/relay/update-scan.ts'

type Act = (doc: Y.Doc) => void

const key = fc.constantFrom('a', 'b', 'c')
const value: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(null, undefined, true, 1, -1, 2 ** 40, 0.5, 'x', '💇🏽‍♀️', 7n),
	fc.uint8Array({ maxLength: 4 }),
	fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 3 }),
	fc.dictionary(fc.string({ maxLength: 3 }), fc.double(), { maxKeys: 2, noNullPrototype: true })
)
const at = fc.nat(20)
const within = (wanted: number, length: number) => (length === 0 ? 0 : wanted % (length + 1))

const act: fc.Arbitrary<Act> = fc.oneof(
	fc.tuple(key, value).map(
		([name, set]): Act =>
			(doc) =>
				void doc.getMap('map').set(name, set)
	),
	key.map(
		(name): Act =>
			(doc) =>
				doc.getMap('map').delete(name)
	),
	fc.tuple(at, fc.array(value, { minLength: 1, maxLength: 3 })).map(([index, values]): Act => (doc) => {
		const array = doc.getArray('array')
		// Not every value may stand in an array by itself.
		array.insert(
			within(index, array.length),
			values.map((one) => [one])
		)
	}),
	fc.tuple(at, fc.integer({ min: 1, max: 4 })).map(([index, length]): Act => (doc) => {
		const array = doc.getArray('array')
		const from = within(index, array.length)
		array.delete(from, Math.min(length, array.length - from))
	}),
	fc
		.tuple(at, fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }), fc.boolean())
		.map(([index, text, isBold]): Act => (doc) => {
			const target = doc.getText('text')
			target.insert(within(index, target.length), text, isBold ? { bold: true } : {})
		}),
	fc.tuple(at, fc.integer({ min: 1, max: 4 })).map(([index, length]): Act => (doc) => {
		const target = doc.getText('text')
		const from = within(index, target.length)
		target.delete(from, Math.min(length, target.length - from))
	}),
	key.map((name): Act => (doc) => {
		const inner = new Y.Map()
		inner.set('deep', new Y.Array())
		doc.getMap('map').set(name, inner)
	}),
	key.map((name): Act => (doc) => {
		const element = new Y.XmlElement(name)
		element.setAttribute('at', 'it')
		doc.getXmlFragment('xml').insert(0, [element, new Y.XmlText('t')])
	}),
	key.map(
		(name): Act =>
			(doc) =>
				void doc.getMap('map').set(name, new Y.Doc({ guid: name }))
	),
	at.map((index): Act => (doc) => {
		const text = doc.getText('text')
		text.insertEmbed(within(index, text.length), { image: 'x' })
	})
)

/** Who acts: two documents, which hear of each other now and then. */
const story = fc.array(fc.oneof({ weight: 5, arbitrary: fc.tuple(fc.nat(1), act) }, fc.constant('meet')), {
	maxLength: 25
})

/** Every update that came of it, as it was told live, and what the documents hold in the end. */
function play(acts: readonly (readonly [number, Act] | string)[]) {
	const docs = [1, 2].map((clientID) => Object.assign(new Y.Doc(), { clientID }))
	const told: Uint8Array[] = []
	for (const doc of docs) doc.on('update', (update: Uint8Array) => told.push(update))
	for (const one of acts) {
		if (typeof one === 'string') {
			const both = Y.mergeUpdates(docs.map((doc) => Y.encodeStateAsUpdate(doc)))
			for (const doc of docs) Y.applyUpdate(doc, both)
		} else {
			const doc = docs[one[0]]
			if (doc) doc.transact(() => one[1](doc))
		}
	}
	return { docs, told }
}

function everyForm(acts: Parameters<typeof play>[0]): readonly Uint8Array[] {
	const { docs, told } = play(acts)
	const [first, second] = docs.map((doc) => Y.encodeStateAsUpdate(doc))
	const half = told.filter((_, n) => n % 2 === 0)
	const pending = new Y.Doc()
	for (const update of half) Y.applyUpdate(pending, update)
	return [
		...told,
		...(first && second && docs[1] ? [first, second, Y.diffUpdate(first, Y.encodeStateVector(docs[1]))] : []),
		// With gaps, which Yjs writes as skips, and with what waits for what is missing.
		...(half.length > 0 ? [Y.mergeUpdates(half)] : []),
		Y.encodeStateAsUpdate(pending)
	]
}

test('whatever Yjs writes passes, and its edits are counted as Yjs counts them', () => {
	fc.assert(
		fc.property(story, (acts) => {
			for (const update of everyForm(acts)) {
				const scan = scanUpdate(update)
				expect(scan).toMatchObject({ ok: true })
				if (!scan.ok) continue
				const coverage = createCoverage()
				coverage.add(scan.value.ranges)
				const known = Y.decodeStateVector(coverage.vector())
				expect(new Map(known)).toEqual(Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update)))
				expect(coverage.standingOf(scan.value.ranges)).toBe('known')
			}
		}),
		{ numRuns: 300 }
	)
})

interface Change {
	readonly at: number
	readonly byte: number
	readonly kind: 'set' | 'cut' | 'drop' | 'insert'
}
const change: fc.Arbitrary<Change> = fc.record({
	at: fc.nat(100_000),
	byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 127, 128, 255)),
	kind: fc.constantFrom('set', 'set', 'set', 'cut', 'drop', 'insert')
})

function changed(update: Uint8Array, { at: wanted, byte, kind }: Change): Uint8Array {
	const index = wanted % Math.max(1, update.byteLength)
	const [before, after] = [update.slice(0, index), update.slice(index + 1)]
	if (kind === 'cut') return before
	if (kind === 'drop') return Uint8Array.from([...before, ...after])
	if (kind === 'insert') return Uint8Array.from([...before, byte, ...update.slice(index)])
	return Uint8Array.from([...before, byte, ...after])
}

// Beside edits that it contradicts, an update that somebody forged can still throw in Yjs: only a document could tell.
test('what passes can be read by everybody: alone, merged with what was there, and as a state vector', () => {
	let passed = 0
	fc.assert(
		fc.property(story, fc.array(change, { minLength: 1, maxLength: 3 }), (acts, changes) => {
			const forms = everyForm(acts)
			const whole = forms.at(-2) ?? new Uint8Array([0, 0])
			for (const form of forms) {
				const bytes = changes.reduce(changed, form)
				if (!scanUpdate(bytes).ok) continue
				passed += 1
				Y.applyUpdate(new Y.Doc(), bytes)
				Y.mergeUpdates([whole, bytes])
				Y.encodeStateVectorFromUpdate(bytes)
			}
		}),
		{ numRuns: 500 }
	)
	expect(passed).toBeGreaterThan(100)
})

test('any bytes at all are a value or a refusal', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
			const scan = scanUpdate(bytes)
			if (scan.ok) Y.applyUpdate(new Y.Doc(), bytes)
		}),
		{ numRuns: 2_000 }
	)
})

test('a deletion of nothing is refused: readers look for an edit at its place', () => {
	// No structs; one client (5) with one deletion, of the edits 3 to 3.
	expect(scanUpdate(Uint8Array.of(0, 1, 5, 1, 3, 0)).ok).toBe(false)
	expect(scanUpdate(Uint8Array.of(0, 1, 5, 1, 3, 1)).ok).toBe(true)
})
