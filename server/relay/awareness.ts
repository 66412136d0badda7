/** The bytes of y-protocols' awareness, which say nothing of who sent them. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readWhole } from '#lib/core/wire/read-whole.ts'
import type { Result } from '#lib/core/result.ts'

/** What one Yjs client says of itself. */
export interface AwarenessEntry {
	readonly client: number
	/** Grows with each change; an entry with a lower one is old. */
	readonly clock: number
	/** JSON; `null` when it left. */
	readonly state: string
}

export const GONE = 'null'

export const readAwareness = (bytes: Uint8Array): Result<readonly AwarenessEntry[], 'malformed'> =>
	readWhole(bytes, 'awareness', (decoder) => {
		const entries: AwarenessEntry[] = []
		for (let left = decoding.readVarUint(decoder); left > 0; left -= 1)
			entries.push({
				client: decoding.readVarUint(decoder),
				clock: decoding.readVarUint(decoder),
				state: decoding.readVarString(decoder)
			})
		return entries
	})

export function writeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
	const encoder = encoding.createEncoder()
	encoding.writeVarUint(encoder, entries.length)
	for (const { client, clock, state } of entries) {
		encoding.writeVarUint(encoder, client)
		encoding.writeVarUint(encoder, clock)
		encoding.writeVarString(encoder, state)
	}
	return encoding.toUint8Array(encoder)
}
