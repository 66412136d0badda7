/**
 * Who knew whom when a register was written. Yjs tells it exactly: an item names the one it was put over, so a value was
 * written in knowledge of another if and only if that one is in its line of origins. No clock of a device can say that.
 */
import { getItem, Item, type Doc, type Transaction } from 'yjs'
import type { ItemId } from './item-id.ts'
import { mapOf, RECORD_MAPS } from './record.ts'
import { parseRegister, type Register } from './registers.ts'
import { ROOT_CODECS } from './root.ts'
import type { UndoPart } from './write.ts'

/** True when the value that stands is `mine`, or was written by somebody who knew it. */
export function standsKnowing(doc: Doc, map: string, id: string, mine: ItemId): boolean {
	const item = mapOf(doc, map)._map.get(id)
	return item !== undefined && knows(doc, item, mine)
}

/**
 * Along the line of origins. Yjs joins items of one client that follow one another: such an item knows its own beginning,
 * but who was put over its middle knew nothing of its end.
 */
function knows(doc: Doc, item: Item, other: ItemId): boolean {
	let known: ItemId | null = item.lastId
	while (known) {
		const holder: unknown = getItem(doc.store, known)
		if (!(holder instanceof Item)) return false
		const { client, clock } = holder.id
		if (client === other.client && clock <= other.clock && other.clock <= known.clock) return true
		known = holder.origin
	}
	return false
}

/**
 * Values for the register that a transaction brought in and that do not stand, written by somebody who knew neither what
 * stands nor `mine`. To be called in `afterTransaction`: a moment later Yjs drops their content.
 */
export function overruledBy(
	transaction: Transaction,
	map: string,
	id: string,
	mine: ItemId
): readonly Register[] {
	const { doc, beforeState } = transaction
	const found: Register[] = []
	const standing = mapOf(doc, map)._map.get(id)
	for (let item = standing?.left ?? null; item; item = item.left) {
		const isNew = item.id.clock >= (beforeState.get(item.id.client) ?? 0)
		if (!isNew || !standing || knows(doc, standing, item.lastId) || knows(doc, item, mine)) continue
		const register = parseRegister(item.content.getContent()[item.length - 1])
		if (register) found.push(register)
	}
	return found
}

/** The maps a transaction touched, with the ids of their registers. */
export function touchedRegisters(transaction: Transaction): readonly (readonly [string, string])[] {
	const touched: (readonly [string, string])[] = []
	for (const [name, type] of transaction.doc.share) {
		for (const key of transaction.changed.get(type) ?? []) if (key !== null) touched.push([name, key])
	}
	return touched
}

export interface RegisterBeyond extends ItemId {
	readonly map: UndoPart['map']
	readonly id: string
	readonly value: Register | true
}

/** Every register that stands and was written beyond the state vector: what somebody with that vector does not have. */
export function registersBeyond(doc: Doc, vector: ReadonlyMap<number, number>): readonly RegisterBeyond[] {
	const found: RegisterBeyond[] = []
	for (const map of KNOWN_MAPS) {
		const type = mapOf(doc, map)
		for (const [id, item] of type._map) {
			const { client, clock } = item.lastId
			if (item.deleted || clock < (vector.get(client) ?? 0)) continue
			const raw = type.get(id)
			const value = map === 'guests' ? raw === true && true : parseRegister(raw)
			if (value) found.push({ map, id, value, client, clock })
		}
	}
	return found
}

const KNOWN_MAPS = [...RECORD_MAPS, 'guests', ...Object.keys(ROOT_CODECS)] as readonly UndoPart['map'][]
