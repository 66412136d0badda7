/** The demo salon as a book of this device: its ids are new each time, so that two of them never meet. */
import { salonDemo, type Salon } from '#lib/core/demo/salon.ts'
import type { Day } from '#lib/core/time/wall.ts'
import type { BookState } from './book-state.svelte.ts'
import { applyRecords } from './bulk.ts'
import type { BookSetUp } from './new-book.ts'

export interface DemoWish {
	readonly today: Day
	/** Minutes since midnight: what is over by then has taken place. */
	readonly nowMinute: number
	readonly zone: string
	readonly calendar: string
}

export interface DemoBook {
	readonly setUp: BookSetUp
	readonly salon: Salon
}

/** The same salon for everybody on the same day: what a colleague describes can be looked at. */
const SEED = 7

export function demoBook(wish: DemoWish): DemoBook {
	const salon = salonDemo({ ...wish, seed: SEED })
	const { about, resources, services, calendars } = salon
	return { salon, setUp: { about: { ...about, demo: true }, resources, services, calendars } }
}

/** Not an action of the person: there is nothing to undo. */
export async function fillDemo(book: BookState, { salon }: DemoBook): Promise<void> {
	const { editing, deps } = book.core
	await applyRecords(
		{
			editing,
			calendar: book.calendar,
			by: deps.by,
			label: 'Opened the demo',
			clock: () => performance.now(),
			breathe: () => new Promise((resolve) => setTimeout(resolve)),
			onprogress: () => undefined,
			isCancelled: () => false
		},
		salon
	)
}
