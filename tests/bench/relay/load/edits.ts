/**
 * Edits as Yjs encodes them, written by hand: a device moves sixteen appointments in turn, each edit replaces one
 * register of the month's map and deletes the value before it. One edit is one clock, so edits can be counted.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

const APPOINTMENTS = 16
const MONDAY = 29_408_400
/** Content of kind 8, plain values, of a key; with an origin to the left where it replaces something. */
const VALUE = 0b10_1000
const REPLACES = 0b1010_1000

/** The `clock`-th edit of a device. About 90 bytes. */
export function editOf(client: number, clock: number): Uint8Array {
	const encoder = encoding.createEncoder()
	const isFirst = clock < APPOINTMENTS
	encoding.writeVarUint(encoder, 1)
	encoding.writeVarUint(encoder, 1)
	encoding.writeVarUint(encoder, client)
	encoding.writeVarUint(encoder, clock)
	encoding.writeUint8(encoder, isFirst ? VALUE : REPLACES)
	if (isFirst) {
		encoding.writeVarUint(encoder, 1)
		encoding.writeVarString(encoder, 'when')
		encoding.writeVarString(encoder, keyOf(client, clock))
	} else {
		encoding.writeVarUint(encoder, client)
		encoding.writeVarUint(encoder, clock - APPOINTMENTS)
	}
	encoding.writeVarUint(encoder, 1)
	encoding.writeAny(encoder, valueOf(client, clock))
	encoding.writeVarUint(encoder, isFirst ? 0 : 1)
	if (!isFirst) {
		encoding.writeVarUint(encoder, client)
		encoding.writeVarUint(encoder, 1)
		encoding.writeVarUint(encoder, clock - APPOINTMENTS)
		encoding.writeVarUint(encoder, 1)
	}
	return encoding.toUint8Array(encoder)
}

const keyOf = (client: number, clock: number) => `202611-${client.toString(36)}${clock % APPOINTMENTS}`

function valueOf(client: number, clock: number) {
	const start = MONDAY + (clock % 600) * 15
	return [
		1,
		start,
		start + 45,
		'Europe/Berlin',
		0,
		['p4'],
		[1_795_000_000_000 + clock, 0, client.toString(36)]
	]
}

/** Throws where Yjs reads them otherwise: then nothing that is measured means anything. */
export function checkEdits(): void {
	const doc = new Y.Doc()
	const count = 3 * APPOINTMENTS
	for (let clock = 0; clock < count; clock += 1) Y.applyUpdate(doc, editOf(7, clock))
	for (let clock = count - APPOINTMENTS; clock < count; clock += 1) {
		const found = JSON.stringify(doc.getMap('when').get(keyOf(7, clock)))
		if (found !== JSON.stringify(valueOf(7, clock))) throw new Error(`Edit ${clock} is read as ${found}`)
	}
	if (doc.store.pendingStructs || doc.getMap('when').size !== APPOINTMENTS)
		throw new Error('The edits of the bench are not what Yjs takes for edits')
}
