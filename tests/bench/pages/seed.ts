/**
 * `window.seedBook(months, each)`: a book of that many months before and up to November 2026, written by the app's own
 * client into this origin's storage, as an import would. `window.seedSeries(overrides)`: one of a single long series. Both
 * resolve when everything is stored.
 */
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { overrideKey, seriesId } from '#lib/core/appointment/ids.ts'
import type { ImportedRecords } from '#lib/doc/edit/import.ts'
import { createDevice } from '#lib/client/device.svelte.ts'
import { applyRecords } from '#lib/client/bulk.ts'
import { addMonths, monthRange } from '#lib/core/time/calendar.ts'
import { DAY, dayFromParts, HOUR, plus, wallOf, type Day } from '#lib/core/time/wall.ts'
import { sampleOccurrences } from './sample.ts'

async function openBook() {
	const device = createDevice()
	await device.start()
	const started = await device.startEmpty({
		name: 'Bench',
		zone: 'Europe/Berlin',
		staff: ['Mia', 'Noah', 'Ada', 'Liam', 'Zoe', 'Tom']
	})
	const { book } = device
	if (!started.ok || !book) throw new Error('The bench cannot start a book')
	return { device, book }
}

type SeededBook = Awaited<ReturnType<typeof openBook>>['book']

const store = (book: SeededBook, records: ImportedRecords) =>
	applyRecords(
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
		records
	)

/** A daily series since 2025 of which so many past dates have a status of their own. */
async function seedSeries(overrides: number): Promise<number> {
	const { device, book } = await openBook()
	const from = wallOf(2025, 1, 1, 9)
	const id = seriesId('bench0000000')
	const resources = [book.workspace.resources[0]?.id ?? '']
	const segment = { from, rules: ['FREQ=DAILY'], excludedRules: [], duration: HOUR, resources }
	const time = { zone: 'Europe/Berlin', allDay: false, segments: [segment], excluded: [], added: [] }
	const series = {
		...EMPTY_GROUPS,
		id,
		calendar: book.calendar,
		time,
		who: { ...EMPTY_GROUPS.who, name: 'Anna Weber' }
	}
	const past = Array.from({ length: overrides }, (_, n) => ({
		key: overrideKey(id, plus(from, n * DAY)),
		calendar: book.calendar,
		state: { status: 'completed' as const, reason: '', by: '' }
	}))
	const { outcome } = await store(book, { appointments: [], series: [series], overrides: past })
	if (!outcome.ok) throw new Error(outcome.message)
	await book.flush()
	await device.close()
	return past.length
}

async function seedBook(months: number, each: number): Promise<number> {
	const { device, book } = await openBook()
	const staff = book.workspace.resources.map(({ id }) => id)
	let written = 0
	for (let back = months - 1; back >= 0; back--) {
		const appointments = monthOf(
			addMonths(dayFromParts({ year: 2026, month: 11, day: 1 }), -back),
			each,
			book.calendar,
			staff
		)
		const { outcome } = await store(book, { appointments, series: [], overrides: [] })
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
		seedSeries: typeof seedSeries
	}
}
window.seedBook = seedBook
window.seedSeries = seedSeries
