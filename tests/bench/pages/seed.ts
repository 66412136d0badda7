/**
 * `window.seedBook(months, each)`: a book of that many months before and up to November 2026, written by the app's own
 * client into this origin's storage, as an import would. Resolves when everything is stored.
 */
import { createDevice } from '#lib/client/device.svelte.ts'
import { applyRecords } from '#lib/client/bulk.ts'
import { addMonths, monthRange } from '#lib/core/time/calendar.ts'
import { dayFromParts, type Day } from '#lib/core/time/wall.ts'
import { sampleOccurrences } from './sample.ts'

async function seedBook(months: number, each: number): Promise<number> {
	const device = createDevice()
	await device.start()
	const started = await device.startEmpty({
		name: 'Bench',
		zone: 'Europe/Berlin',
		staff: ['Mia', 'Noah', 'Ada', 'Liam', 'Zoe', 'Tom']
	})
	const { book } = device
	if (!started.ok || !book) throw new Error('The bench cannot start a book')
	const staff = book.workspace.resources.map(({ id }) => id)
	let written = 0
	for (let back = months - 1; back >= 0; back--) {
		const appointments = monthOf(
			addMonths(dayFromParts({ year: 2026, month: 11, day: 1 }), -back),
			each,
			book.calendar,
			staff
		)
		const { outcome } = await applyRecords(
			{
				editing: book.core.editing,
				calendar: book.calendar,
				by: '',
				label: 'Seeded',
				clock: () => performance.now(),
				breathe: () => new Promise((resolve) => setTimeout(resolve)),
				onprogress: () => undefined,
				isCancelled: () => false
			},
			{ appointments, series: [], overrides: [] }
		)
		if (!outcome.ok) throw new Error(outcome.message)
		written += appointments.length
		await book.flush()
	}
	await device.close()
	return written
}

function monthOf(first: Day, count: number, calendar: string, staff: readonly string[]) {
	const month = monthRange(first)
	const home = new Date(first * 86_400_000).toISOString().slice(0, 7).replace('-', '')
	return sampleOccurrences(count, month, { wide: false }).map(({ appointment }, at) => ({
		...appointment,
		id: `${home}-${String(at).padStart(12, '0')}`,
		calendar,
		when: { ...appointment.when, zone: 'Europe/Berlin', resources: [staff[at % staff.length] ?? ''] }
	}))
}

declare global {
	interface Window {
		seedBook: typeof seedBook
	}
}
window.seedBook = seedBook
