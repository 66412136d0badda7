/**
 * Reads a Yjs update (encoding v1) from end to end without building anything: which edits are in it, and whether every
 * Yjs can read and integrate it. What passes here is stored and given to everybody in the room, so it is stricter than
 * `Y.decodeUpdate`: an origin that points at its own future, an item without length or a client twice would pass there and
 * throw, or be lost, in the document of each reader. Shapes: yjs `src/utils/updates.js` and `src/structs/`.
 */
import * as decoding from 'lib0/decoding'
import { refuse, ok, type Result } from '#lib/core/result.ts'

/** Edits `from` (included) to `to` (excluded) of one Yjs client. */
export interface Range {
	readonly client: number
	readonly from: number
	readonly to: number
}

export interface UpdateScan {
	/** Client by client, ascending within each; without what is skipped. */
	readonly ranges: readonly Range[]
	/** The update deletes something, alone or beside its edits. */
	readonly deletes: boolean
}

/** Our values are flat arrays; deeper ones can overflow the stack of a reader. */
const DEEPEST = 64

/** `ondelete` hears each deletion, of edits that may be there or not. */
export function scanUpdate(
	update: Uint8Array,
	ondelete: (range: Range) => void = () => undefined
): Result<UpdateScan, 'malformed'> {
	const decoder = decoding.createDecoder(update)
	try {
		const ranges = scanStructs(decoder)
		const deletes = scanDeletes(decoder, ondelete)
		// lib0 checks lengths against the buffer behind the view only.
		if (decoder.pos === update.byteLength) return ok({ ranges, deletes })
		return refuse('malformed', `An update of ${update.byteLength} bytes ends at ${decoder.pos}`)
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error)
		return refuse('malformed', `Cannot read an update of ${update.byteLength} bytes: ${reason}`)
	}
}

function scanStructs(decoder: decoding.Decoder): readonly Range[] {
	const ranges: Range[] = []
	let before = Infinity
	for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
		let structs = decoding.readVarUint(decoder)
		const client = decoding.readVarUint(decoder)
		// Merging walks through clients from the highest down.
		if (client >= before) throw new Error(`client ${client} after ${before}`)
		before = client
		let clock = decoding.readVarUint(decoder)
		let from = clock
		for (; structs > 0; structs -= 1) {
			const info = decoding.readUint8(decoder)
			const isSkip = info === SKIP
			const length =
				isSkip || info === GC ? decoding.readVarUint(decoder) : scanItem(decoder, info, { client, clock })
			if (!(length > 0 && Number.isSafeInteger(clock + length)))
				throw new Error(`an item of length ${length}`)
			if (isSkip && clock > from) ranges.push({ client, from, to: clock })
			clock += length
			if (isSkip) from = clock
		}
		if (clock > from) ranges.push({ client, from, to: clock })
	}
	return ranges
}

const GC = 0
const SKIP = 10
const CONTENT_BITS = 0b1_1111
const HAS_PARENT_SUB = 0b10_0000
const HAS_RIGHT = 0b100_0000
const HAS_LEFT = 0b1000_0000

interface Id {
	readonly client: number
	readonly clock: number
}

/** Its length in clocks. */
function scanItem(decoder: decoding.Decoder, info: number, id: Id): number {
	if (info & HAS_LEFT) scanReference(decoder, id)
	if (info & HAS_RIGHT) scanReference(decoder, id)
	if ((info & (HAS_LEFT | HAS_RIGHT)) === 0) {
		if (decoding.readVarUint(decoder) === 1) decoding.readVarString(decoder)
		else scanReference(decoder, id)
		if (info & HAS_PARENT_SUB) decoding.readVarString(decoder)
	}
	return scanContent(decoder, info & CONTENT_BITS)
}

function scanReference(decoder: decoding.Decoder, { client, clock }: Id): void {
	const isOwn = decoding.readVarUint(decoder) === client
	if (decoding.readVarUint(decoder) >= clock && isOwn) throw new Error('an edit that builds upon a later one')
}

function scanContent(decoder: decoding.Decoder, kind: number): number {
	switch (kind) {
		case 1: // deleted
			return decoding.readVarUint(decoder)
		case 2: {
			// JSON of the first versions
			const length = decoding.readVarUint(decoder)
			for (let n = 0; n < length; n += 1) scanJson(decoder)
			return length
		}
		case 3: // bytes
			skipBytes(decoder)
			return 1
		case 4: // text
			return decoding.readVarString(decoder).length
		case 5: // embedded in text
			scanJson(decoder)
			return 1
		case 6: // format of text
			decoding.readVarString(decoder)
			scanJson(decoder)
			return 1
		case 7:
			scanType(decoder)
			return 1
		case 8: {
			// values
			const length = decoding.readVarUint(decoder)
			for (let n = 0; n < length; n += 1) scanAny(decoder, 0)
			return length
		}
		case 9: // a document within the document
			decoding.readVarString(decoder)
			if (decoder.arr[decoder.pos] !== ANY.object) throw new Error('a document without settings')
			scanAny(decoder, 0)
			return 1
		default:
			throw new Error(`content of kind ${kind}`)
	}
}

/** Array, map, text, element, fragment, hook, text of an element: the element and the hook have a name. */
function scanType(decoder: decoding.Decoder): void {
	const type = decoding.readVarUint(decoder)
	if (type > 6) throw new Error(`a shared type ${type}`)
	if (type === 3 || type === 5) decoding.readVarString(decoder)
}

function scanJson(decoder: decoding.Decoder): void {
	const text = decoding.readVarString(decoder)
	if (text !== 'undefined') JSON.parse(text)
}

function skipBytes(decoder: decoding.Decoder): void {
	const length = decoding.readVarUint(decoder)
	skip(decoder, length)
}

function skip(decoder: decoding.Decoder, length: number): void {
	decoder.pos += length
	if (decoder.pos > decoder.arr.byteLength) throw new Error('a length reaches beyond the end')
}

/** lib0's encoding of plain values (`readAny`). */
const ANY = {
	bytes: 116,
	array: 117,
	object: 118,
	text: 119,
	bigint: 122,
	float64: 123,
	float32: 124,
	integer: 125
}
const ANY_FIRST = 116
const ANY_LAST = 127

function scanAny(decoder: decoding.Decoder, depth: number): void {
	const kind = decoding.readUint8(decoder)
	if (!(kind >= ANY_FIRST && kind <= ANY_LAST)) throw new Error(`a value of kind ${kind}`)
	if (depth > DEEPEST) throw new Error('a value nested too deeply')
	switch (kind) {
		case ANY.bytes:
			return skipBytes(decoder)
		case ANY.text:
			return void decoding.readVarString(decoder)
		case ANY.float64:
		case ANY.bigint:
			return skip(decoder, 8)
		case ANY.float32:
			return skip(decoder, 4)
		case ANY.integer:
			return void decoding.readVarInt(decoder)
		case ANY.array:
			for (let n = decoding.readVarUint(decoder); n > 0; n -= 1) scanAny(decoder, depth + 1)
			return
		case ANY.object:
			for (let n = decoding.readVarUint(decoder); n > 0; n -= 1) {
				decoding.readVarString(decoder)
				scanAny(decoder, depth + 1)
			}
			return
		default: // undefined, null, true, false
			return
	}
}

function scanDeletes(decoder: decoding.Decoder, ondelete: (range: Range) => void): boolean {
	let deletes = false
	for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
		const client = decoding.readVarUint(decoder)
		for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges -= 1) {
			const from = decoding.readVarUint(decoder)
			const to = from + decoding.readVarUint(decoder)
			// Yjs writes none of length 0, and some readers look for the edit at its place.
			if (!(to > from && Number.isSafeInteger(to))) throw new Error(`a deletion from ${from} to ${to}`)
			ondelete({ client, from, to })
			deletes = true
		}
	}
	return deletes
}
