/** What the two threads of the merger tell each other. All bytes of a job travel in one buffer, which changes hands. */
import type { Merged } from './merge.ts'

export interface Job {
	readonly id: number
	readonly bytes: ArrayBuffer
	/** Of each update, in order. */
	readonly lengths: readonly number[]
}

export interface Done {
	readonly id: number
	readonly merged: Merged
}

/** Copies: the caller's bytes stay the caller's (a view may lie in a buffer that many share). */
export function packed(updates: readonly Uint8Array[]): Pick<Job, 'bytes' | 'lengths'> {
	const lengths = updates.map(({ byteLength }) => byteLength)
	const all = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
	let at = 0
	for (const update of updates) {
		all.set(update, at)
		at += update.byteLength
	}
	return { bytes: all.buffer, lengths }
}

export function unpacked({ bytes, lengths }: Pick<Job, 'bytes' | 'lengths'>): readonly Uint8Array[] {
	let end = 0
	return lengths.map((length) => {
		end += length
		return new Uint8Array(bytes, end - length, length)
	})
}
