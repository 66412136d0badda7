import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import type { CalendarFile } from '#lib/client/calendar-file.ts'
import { ImportState } from '#lib/client/import-state.svelte.ts'
import { calendarOf, createMachine, days, event, NOVEMBER, titles, wall } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
let imports: ImportState
beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin()
	book.show(NOVEMBER)
	await until(() => book.isLoaded(NOVEMBER))
	imports = new ImportState(book, () => new Promise((resolve) => setImmediate(resolve)))
})
afterEach(() => machine.close())

async function importAll(file: CalendarFile) {
	await imports.read(file)
	const dryRun = imports.stage
	await imports.apply()
	return dryRun
}

const CUT = event('cut', '20261124T090000', 'SUMMARY:Cut')
const weekly = (...lines: string[]) =>
	event('weekly', '20261103T100000', 'SUMMARY:Weekly', 'RRULE:FREQ=WEEKLY;COUNT=4', ...lines)
const moved = event(
	'weekly',
	'20261111T120000',
	'SUMMARY:Weekly',
	'RECURRENCE-ID;TZID=Europe/Berlin:20261110T100000'
)
const starts = () => book.occurrences(NOVEMBER).map(({ start }) => start)

test('what was imported and undone can be imported again, the same records', async () => {
	const file = calendarOf(CUT, weekly(), moved)
	await importAll(file)
	const before = book.occurrences(NOVEMBER)
	await book.undo()
	expect(titles(book)).toEqual([])
	expect(await importAll(file)).toMatchObject({ totals: { added: 0, changed: 2, unchanged: 0 } })
	expect(book.occurrences(NOVEMBER)).toEqual(before)
	expect(await importAll(file)).toMatchObject({ totals: { added: 0, changed: 0, unchanged: 2 } })
})

test('what lies in the bin is said to come back', async () => {
	await importAll(calendarOf(CUT))
	await book.remove(book.occurrences(NOVEMBER)[0]?.key ?? '')
	const dryRun = await importAll(calendarOf(CUT))
	expect(dryRun).toMatchObject({
		lines: [{ outcome: 'changed', reason: expect.stringContaining('deleted') as unknown }]
	})
	expect(titles(book)).toEqual(['Cut'])
	expect(book.bin).toEqual([])
})

test('a date moved by the first file and taken out by the second is gone, not left standing alone', async () => {
	await importAll(calendarOf(weekly(), moved))
	expect(starts()).toContain(wall('2026-11-11T12:00'))
	await importAll(calendarOf(weekly('SEQUENCE:1', 'EXDATE;TZID=Europe/Berlin:20261110T100000')))
	expect(starts()).toEqual(['2026-11-03', '2026-11-17', '2026-11-24'].map((day) => wall(`${day}T10:00`)))
	await book.undo()
	expect(starts()).toContain(wall('2026-11-11T12:00'))
})

test('a date moved by the first file and back in its place in the second is back', async () => {
	await importAll(calendarOf(weekly(), moved))
	await importAll(calendarOf(weekly('SEQUENCE:1')))
	expect(starts()).toEqual(
		['2026-11-03', '2026-11-10', '2026-11-17', '2026-11-24'].map((day) => wall(`${day}T10:00`))
	)
})

test('what was done by hand to dates of an imported series stays when the file changes', async () => {
	await importAll(calendarOf(weekly(), moved))
	const key = book.occurrences(days('2026-11-17', '2026-11-18'))[0]?.key ?? ''
	await book.setStatus(key, 'arrived')
	await importAll(calendarOf(weekly(), moved))
	expect(book.find(key)?.appointment.state.status).toBe('arrived')
	await importAll(calendarOf(weekly('SEQUENCE:1', 'DESCRIPTION:new'), moved))
	expect(book.find(key)?.appointment.state.status).toBe('arrived')
	expect(starts()).toContain(wall('2026-11-11T12:00'))
})

test('one appointment that is too long costs itself, not the import', async () => {
	const ages = event(
		'ages',
		'20000101T090000',
		'DTEND;TZID=Europe/Berlin:20260101T090000',
		'SUMMARY:Ages'
	).replace('DURATION:PT1H\r\n', '')
	const dryRun = await importAll(calendarOf(CUT, ages))
	expect(dryRun).toMatchObject({ totals: { added: 1, unreadable: 1 } })
	expect(imports.stage.kind).toBe('done')
	expect(titles(book)).toEqual(['Cut'])
})

test('the same UID twice in a file is one appointment, the newer one', async () => {
	const newer = event('cut', '20261125T090000', 'SUMMARY:Cut', 'SEQUENCE:3')
	await importAll(calendarOf(newer, CUT))
	expect(starts()).toEqual([wall('2026-11-25T09:00')])
	expect(await importAll(calendarOf(CUT, newer))).toMatchObject({
		totals: { unchanged: 1, changed: 0, added: 0 }
	})
})

test('a cancelled import that cannot be taken back says so, and undo can try again', async () => {
	const many = Array.from({ length: 300 }, (_, n) => event(`u${n}`, '20261124T090000', `SUMMARY:E${n}`))
	await imports.read(calendarOf(...many))
	const { replica } = book.core
	const { withDocs } = replica
	const { OpeningFailed } = await import('#lib/client/shelf.ts')
	const applying = imports.apply()
	await until(() => imports.stage.kind === 'applying' && imports.stage.fraction > 0)
	imports.cancel()
	Object.assign(replica, { withDocs: () => Promise.reject(new OpeningFailed('no network')) })
	await applying
	expect(imports.stage).toMatchObject({ kind: 'refused', message: 'no network' })
	expect(titles(book)).not.toEqual([])
	Object.assign(replica, { withDocs })
	expect(book.undoLabel).toBe('Imported salon.ics')
	expect(await book.undo()).toMatchObject({ kind: 'done' })
	expect(titles(book)).toEqual([])
})
