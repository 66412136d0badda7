import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import { ImportState } from '#lib/client/import-state.svelte.ts'
import { at, booked, calendarOf, createMachine, days, event, NOVEMBER } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin(['Ada'])
})
afterEach(() => machine.close())

const MARCH = days('2027-03-01', '2027-04-01')
const ada = () => book.workspace.resources[0]?.id ?? ''
const keys = () => book.inbox.flatMap(({ a, b }) => [a.key, b.key])

async function look(range = NOVEMBER) {
	book.show(range)
	await until(() => book.isLoaded(range))
}

test('the inbox looks at this month and the next, whatever month is shown', async () => {
	const a = await booked(book, 'A', at('2026-12-15T09:00', 60, ada()))
	const b = await booked(book, 'B', at('2026-12-15T09:30', 60, ada()))
	await machine.close()
	book = await machine.reopen()
	await look(MARCH)
	await until(() => book.inbox.length > 0)
	expect(keys()).toEqual([a, b])
})

test('a date that does not take place is no conflict, also where its month is read last', async () => {
	const imports = new ImportState(book, () => new Promise((resolve) => setImmediate(resolve)))
	await imports.read(
		calendarOf(
			event('weekly', '20261124T090000', 'SUMMARY:Weekly', 'RRULE:FREQ=WEEKLY;COUNT=4', 'LOCATION:x')
		)
	)
	await imports.apply()
	await look(days('2026-12-01', '2027-01-01'))
	const december = book.occurrences(days('2026-12-15', '2026-12-16'))[0]
	const { key = '', appointment } = december ?? {}
	if (!appointment) throw new Error('The series has no date on 15 December')
	await book.move(key, { ...appointment.when, resources: [ada()] })
	await book.setStatus(key, 'cancelled')
	const own = await booked(book, 'A', at('2026-12-15T09:00', 60, ada()))
	await booked(book, 'B', at('2026-12-15T09:30', 60, ada()))
	await machine.close()
	book = await machine.reopen()
	await look(days('2026-11-23', '2026-11-24'))
	await until(() => book.inbox.length > 0)
	expect(keys()).toContain(own)
	expect(keys()).not.toContain(key)
})

test('the inbox keeps a month whose document is closed meanwhile', async () => {
	await booked(book, 'A', at('2026-11-24T09:00', 60, ada()))
	await booked(book, 'B', at('2026-11-24T09:30', 60, ada()))
	await look(MARCH)
	await book.flush()
	for (let month = 1; month <= 12; month++)
		await booked(book, `${month}`, at(`2028-${String(month).padStart(2, '0')}-10T09:00`))
	await book.flush()
	await until(() => book.core.replica.opened(`c.${book.calendar}.2026-11`) === undefined)
	await until(() => book.inbox.length === 1)
	expect(book.inbox).toHaveLength(1)
})

test('cancelled and no-show hold nobody; a conflict over midnight is one', async () => {
	const a = await booked(book, 'A', at('2026-11-24T23:30', 60, ada()))
	const b = await booked(book, 'B', at('2026-11-25T00:15', 60, ada()))
	await look()
	expect(keys()).toEqual([a, b])
	expect(book.conflicts(days('2026-11-25', '2026-11-26')).get(b)).toEqual([a])
	await book.setStatus(a, 'no-show')
	expect(book.inbox).toEqual([])
	await book.setStatus(a, 'cancelled')
	expect(book.inbox).toEqual([])
	await book.undo()
	await book.undo()
	expect(keys()).toEqual([a, b])
})

test('a long date of a series is read with the month it began in', async () => {
	const imports = new ImportState(book, () => new Promise((resolve) => setImmediate(resolve)))
	const fair = [
		'BEGIN:VEVENT',
		'UID:fair',
		'DTSTART;VALUE=DATE:20261026',
		'DTEND;VALUE=DATE:20261109',
		'RRULE:FREQ=MONTHLY;COUNT=3',
		'SUMMARY:Fair',
		'END:VEVENT',
		''
	].join('\r\n')
	await imports.read(calendarOf(fair))
	await imports.apply()
	await look(days('2026-10-25', '2026-11-01'))
	const [first] = book.occurrences(days('2026-10-26', '2026-10-27'))
	await book.remove(first?.key ?? '')
	await machine.close()
	book = await machine.reopen()
	const week = days('2026-11-04', '2026-11-08')
	await look(week)
	expect(book.occurrences(week)).toEqual([])
})
