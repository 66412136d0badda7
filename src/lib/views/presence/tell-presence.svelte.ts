/** Tells the others what this person does: which day they look at, and what they hold or drag. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Day } from '#lib/core/time/wall.ts'
import type { Move } from '#lib/client/book.ts'
import type { Live } from '#lib/client/live/live.ts'

export interface Whereabouts {
	readonly live: () => Live | undefined
	readonly day: () => Day
	/** What is open in the editor or the dialog of moving. */
	readonly open: () => AppointmentId | undefined
}

export interface TellPresence {
	/** A card is in the hand and would land there. */
	drag(key: AppointmentId, to: Move): void
	/** It was dropped or let go: what is open is held again. */
	dropped(): void
}

/** Call while a component is made: it follows the frame as long as that lives. */
export function tellPresence({ live, day, open }: Whereabouts): TellPresence {
	const tellOpen = (key: AppointmentId | undefined) => {
		live()?.release()
		if (key !== undefined) live()?.hold(key)
	}
	$effect(() => live()?.look(day()))
	$effect(() => {
		tellOpen(open())
		return () => live()?.release()
	})
	return {
		drag: (key, to) => live()?.drag(key, to),
		dropped: () => tellOpen(open())
	}
}
