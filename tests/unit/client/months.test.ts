import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import { ImportState } from '#lib/client/import-state.svelte.ts'
import { DOCS_KEPT } from '#lib/client/shelf.ts'
import type { Day, Span } from '#lib/core/time/wall.ts'
import { at, booked, calendarOf, createMachine, days, event, NOVEMBER, titles, wall, ZONE } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin()
	await look(NOVEMBER)
})
afterEach(() => machine.close())

const DECEMBER = days('2026-12-01', '2027-01-01')

async function look(range: Span<Day>) {
	book.show(range)
	await until(() => book.isLoaded(range))
}

/** As a page that is loaded anew and goes there at once. */
async function reload(range: Span<Day>) {
	await machine.close()
	book = await machine.reopen()
	await look(range)
}

const imports = () => new ImportState(book, () => new Promise((resolve) => setImmediate(resolve)))
async function importAll(...events: string[]) {
	const state = imports()
	await state.read(calendarOf(...events))
	await state.apply()
	expect(state.stage.kind).toBe('done')
}

describe('an appointment between months', () => {
	test('is one, wherever it is moved, undone, redone, and after every reload', async () => {
		const key = await booked(book, 'Cut', at('2026-11-30T09:00'))
		await book.move(key, at('2027-03-02T09:00'))
		await book.move(key, at('2026-12-02T09:00'))
		const where = async () => {
			const found: string[] = []
			for (const range of [NOVEMBER, DECEMBER, days('2027-03-01', '2027-04-01')]) {
				await look(range)
				found.push(titles(book, range).join())
			}
			return found
		}
		expect(await where()).toEqual(['', 'Cut', ''])
		await book.undo()
		expect(await where()).toEqual(['', '', 'Cut'])
		await book.undo()
		expect(await where()).toEqual(['Cut', '', ''])
		await book.redo()
		await book.redo()
		expect(await where()).toEqual(['', 'Cut', ''])
		await reload(DECEMBER)
		expect(titles(book, DECEMBER)).toEqual(['Cut'])
		await book.move(key, at('2026-11-30T09:00'))
		await reload(NOVEMBER)
		expect(titles(book)).toEqual(['Cut'])
		expect(await where()).toEqual(['Cut', '', ''])
	})

	test('that lasts into the next month is there too, without looking at its first', async () => {
		const leave = {
			start: wall('2026-11-20'),
			end: wall('2026-12-11'),
			allDay: true,
			zone: ZONE,
			resources: []
		}
		await booked(book, 'Leave', leave)
		await booked(book, 'Night', at('2026-11-30T23:00', 120))
		await reload(days('2026-12-09', '2026-12-11'))
		expect(titles(book, days('2026-12-09', '2026-12-11'))).toEqual(['Leave'])
		expect(titles(book, days('2026-12-11', '2026-12-12'))).toEqual([])
		expect(titles(book, days('2026-12-01', '2026-12-02'))).toEqual(['Leave', 'Night'])
	})

	test('of which the home is open nowhere is edited like any other', async () => {
		const key = await booked(book, 'Cut', at('2026-11-24T09:00'))
		await reload(DECEMBER)
		expect(await book.edit(key, { note: 'late' })).toMatchObject({ ok: true })
		await look(NOVEMBER)
		expect(book.find(key)?.appointment.note).toBe('late')
	})

	test('of another zone lies on the day the view’s clocks show, on the last of the month as well', async () => {
		await booked(book, 'Call', { ...at('2026-11-30T20:00'), zone: 'America/New_York' })
		await reload(days('2026-12-01', '2026-12-02'))
		expect(book.occurrences(days('2026-12-01', '2026-12-02'))[0]?.start).toBe(wall('2026-12-01T02:00'))
		const kiritimati = { start: wall('2026-12-01'), end: wall('2026-12-02'), allDay: true, resources: [] }
		await booked(book, 'Fair', { ...kiritimati, zone: 'Pacific/Kiritimati' })
		expect(titles(book, days('2026-12-01', '2026-12-02'))).toEqual(['Fair', 'Call'])
		expect(titles(book, days('2026-11-30', '2026-12-01'))).toEqual([])
	})
})

describe('a date of a series', () => {
	const WEEKLY = event('w', '20261103T100000', 'SUMMARY:Weekly', 'RRULE:FREQ=WEEKLY')

	test('moved here from a month nobody has opened is shown, and not where it was', async () => {
		await importAll(WEEKLY)
		await look(days('2027-02-01', '2027-03-01'))
		const [, second] = book.occurrences(days('2027-02-01', '2027-03-01'))
		await book.move(second?.key ?? '', at('2026-11-26T08:00'))
		await reload(days('2026-11-26', '2026-11-27'))
		expect(titles(book, days('2026-11-26', '2026-11-27'))).toEqual(['Weekly'])
		await look(days('2027-02-01', '2027-03-01'))
		expect(titles(book, days('2027-02-01', '2027-03-01'))).toHaveLength(3)
	})

	test('keeps its wall time over the change of the clocks, and its day of 23 or 25 hours', async () => {
		await importAll(
			event('d', '20261020T023000', 'SUMMARY:Early', 'RRULE:FREQ=DAILY'),
			event('n', '20261020T233000', 'SUMMARY:Late', 'RRULE:FREQ=DAILY')
		)
		for (const [from, to, hours] of [
			['2026-10-25', '2026-10-26', 25],
			['2027-03-28', '2027-03-29', 23]
		] as const) {
			await look(days(from, to))
			const shown = book.occurrences(days(from, to)).filter(({ start }) => start >= wall(from))
			expect(shown.map(({ appointment }) => appointment.what.title)).toEqual(['Early', 'Late'])
			const [early, late] = shown
			if (!early || !late) throw new Error('Two are shown')
			expect(late.from - early.from).toBe((hours === 25 ? 22 : 20) * 3_600_000)
			expect(early.end - early.start).toBe(3_600_000)
		}
	})

	test('status and note survive when the whole series is deleted and comes back', async () => {
		await importAll(WEEKLY)
		const { key = '', series } = book.occurrences(days('2026-11-24', '2026-11-25'))[0] ?? {}
		await book.setStatus(key, 'arrived')
		await book.remove(series?.id ?? '')
		expect(titles(book)).toEqual([])
		expect(book.inbox).toEqual([])
		await book.undo()
		expect(book.find(key)?.appointment.state.status).toBe('arrived')
		expect(titles(book)).toHaveLength(4)
	})
})

describe('an import over many months', () => {
	const manyMonths = () =>
		Array.from({ length: 240 }, (_, n) => {
			const month = String((n % 12) + 1).padStart(2, '0')
			return event(`m${n}`, `${2020 + (Math.floor(n / 12) % 5)}${month}10T090000`, `SUMMARY:M${n}`)
		})
	const open = () => book.core.replica.openRooms().length

	test('leaves few documents open, is found whole, and goes with one undo', async () => {
		await importAll(...manyMonths())
		await book.flush()
		await until(() => open() <= DOCS_KEPT)
		const all = await book.content()
		expect(all.appointments).toHaveLength(240)
		await until(() => open() <= DOCS_KEPT)
		expect(await book.undo()).toMatchObject({ kind: 'done' })
		await book.flush()
		await reload(NOVEMBER)
		const { appointments } = await book.content()
		expect(appointments.every(({ state }) => state.status === 'deleted')).toBe(true)
	})
})
