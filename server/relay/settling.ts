/** Who in a room waits for the disk: seats, for what they sent, and the server's own writers. */
import { ok, refuse, type Result } from '#lib/core/result.ts'
import type { Content } from './content.ts'
import type { WriteRefusal } from './relay.ts'
import type { Seat } from './seat.ts'

export type Resolve = (written: Result<number, WriteRefusal>) => void

export interface Settling {
	/** The update of this number is on disk when the log is there up to `position`; 0 for a refused one. */
	seat(seat: Seat, update: number, position: number): void
	writer(position: number, resolve: Resolve): void
	/** The log has grown on disk. */
	stored(): void
	leave(seat: Seat): void
	/** It will not grow any more: writers are told so. */
	close(): void
	readonly hasWriters: boolean
}

/** `toldTo`: everything up to this position was told to everybody in the room. */
export function createSettling(content: Content, toldTo: () => number): Settling {
	const unsettled = new Set<Seat>()
	let writers: { readonly position: number; readonly resolve: Resolve }[] = []

	function settleWriters(): void {
		const done = writers.filter(({ position }) => position <= content.head)
		writers = writers.filter(({ position }) => position > content.head)
		for (const { position, resolve } of done) resolve(ok(position))
	}

	return {
		seat(seat, update, position) {
			seat.ledger.settle(update, position)
			if (position <= content.head) seat.ledger.stored(content.head, toldTo())
			if (!seat.ledger.isSettled) unsettled.add(seat)
		},
		writer(position, resolve) {
			writers.push({ position, resolve })
			settleWriters()
		},
		stored() {
			if (writers.length > 0) settleWriters()
			const told = toldTo()
			for (const seat of unsettled) {
				seat.ledger.stored(content.head, told)
				if (seat.ledger.isSettled) unsettled.delete(seat)
			}
		},
		leave: (seat) => void unsettled.delete(seat),
		close() {
			for (const { resolve } of writers) resolve(refuse('unavailable', 'The update could not be stored'))
			writers = []
			unsettled.clear()
		},
		get hasWriters() {
			return writers.length > 0
		}
	}
}
