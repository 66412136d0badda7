/** Reads bytes of somebody else: whatever they are, the answer is a value or a refusal. */
import * as decoding from 'lib0/decoding'
import { ok, refuse, type Result } from '../result.ts'

/** `what` for the sentence: `a message`. */
export function readWhole<Value>(
	bytes: Uint8Array,
	what: string,
	read: (decoder: decoding.Decoder) => Value
): Result<Value, 'malformed'> {
	const decoder = decoding.createDecoder(bytes)
	try {
		const value = read(decoder)
		// lib0 checks a length against the buffer behind the view only, in which lie bytes of others.
		if (decoder.pos <= bytes.byteLength) return ok(value)
		return refuse(
			'malformed',
			`Cannot read ${what} of ${bytes.byteLength} bytes: a length reaches beyond its end`
		)
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error)
		return refuse('malformed', `Cannot read ${what} of ${bytes.byteLength} bytes: ${reason}`)
	}
}
