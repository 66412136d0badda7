/** What the two threads of `threaded-room-log.ts` tell each other. */
import type { Result } from '#lib/core/result.ts'
import type { OpenFault } from './open-database.ts'
import type { DamagedRow, RoomLog } from './room-log.ts'

export type Method = keyof RoomLog

export interface Call<Name extends Method = Method> {
	readonly id: number
	readonly method: Name
	readonly args: Parameters<RoomLog[Name]>
}

export type Told =
	/** Once, before anything else. */
	| { readonly kind: 'opened'; readonly result: Result<undefined, OpenFault> }
	| { readonly kind: 'damaged'; readonly row: DamagedRow }
	| { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
	/** A bug of the caller. */
	| { readonly kind: 'thrown'; readonly id: number; readonly error: unknown }

/**
 * The same values with their bytes in one new buffer, which may change hands: bytes of the caller stay the caller's, and a
 * view into a large buffer is not sent with all that lies around it.
 */
export function packed<Value extends { readonly update: Uint8Array }>(
	values: readonly Value[]
): { readonly values: readonly Value[]; readonly buffer: ArrayBuffer } {
	const all = new Uint8Array(values.reduce((sum, { update }) => sum + update.byteLength, 0))
	let end = 0
	const moved = values.map((value) => {
		const start = end
		end += value.update.byteLength
		all.set(value.update, start)
		return { ...value, update: all.subarray(start, end) }
	})
	return { values: moved, buffer: all.buffer }
}
