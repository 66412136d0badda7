/** Updates as rooms get them: of several clients, registers overwritten and deleted, lost, doubled and out of order. */
import * as fc from 'fast-check'
import * as Y from 'yjs'

interface Edit {
	readonly client: number
	readonly map: string
	readonly key: string
	/** Undefined: the key is deleted. */
	readonly value: unknown
	/** This client first gets all that the others wrote. */
	readonly sees: boolean
}

const edit: fc.Arbitrary<Edit> = fc.record({
	client: fc.nat(2),
	map: fc.constantFrom('born', 'when', 'state'),
	key: fc.constantFrom('a', 'b', 'c'),
	value: fc.oneof(
		{ weight: 5, arbitrary: fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 4 }) },
		fc.constant(undefined),
		fc.uint8Array({ maxLength: 5 })
	),
	sees: fc.boolean()
})

/** In the order they were made, all of them. */
export function updatesOf(edits: readonly Edit[]): Uint8Array[] {
	const docs = [5, 900, 77].map((clientId) => {
		const doc = new Y.Doc()
		doc.clientID = clientId
		return doc
	})
	const all: Uint8Array[] = []
	for (const { client, map, key, value, sees } of edits) {
		const doc = docs[client]!
		if (sees) for (const update of all) Y.applyUpdate(doc, update)
		const listen = (update: Uint8Array) => all.push(update)
		doc.on('update', listen)
		if (value === undefined) doc.getMap(map).delete(key)
		else doc.getMap(map).set(key, value)
		doc.off('update', listen)
	}
	return all
}

export const updates: fc.Arbitrary<Uint8Array[]> = fc.array(edit, { maxLength: 80 }).map(updatesOf)

/** All of them, and those that have come so far: some lost, some twice, in any order. */
export const scrambled: fc.Arbitrary<{ readonly all: Uint8Array[]; readonly come: Uint8Array[] }> =
	updates.chain((all) =>
		fc.record({
			all: fc.constant(all),
			come: all.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...all), { maxLength: 160 })
		})
	)

/** All that a device sees. */
export function seen(all: readonly Uint8Array[]) {
	const doc = new Y.Doc()
	for (const update of all) Y.applyUpdate(doc, update)
	return {
		values: Object.fromEntries(['born', 'when', 'state'].map((name) => [name, doc.getMap(name).toJSON()])),
		state: Y.decodeStateVector(Y.encodeStateVector(doc)),
		deleted: Y.snapshot(doc).ds.clients
	}
}

/** `count` edits of one register by one client each, as fast as they can be made. */
export function manyUpdates(count: number): Uint8Array[] {
	const doc = new Y.Doc()
	const all: Uint8Array[] = []
	doc.on('update', (update) => all.push(update))
	for (let n = 0; n < count; n++) doc.getMap('when').set(`a${n % 100}`, [1, n, 'Europe/Berlin'])
	return all
}
