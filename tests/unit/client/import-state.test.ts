import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import type { CalendarFile } from '#lib/client/calendar-file.ts'
import { ImportState } from '#lib/client/import-state.svelte.ts'
import type { ImportStage } from '#lib/client/import-progress.ts'
import { calendarOf, createMachine, days, event, fileOf, NOVEMBER, titles } from './book.ts'
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

const many = (count: number) =>
	Array.from({ length: count }, (_, n) => {
		const day = String((n % 28) + 1).padStart(2, '0')
		return event(`u${n}`, `2026${n % 2 ? '11' : '12'}${day}T090000`, `SUMMARY:E${n}`)
	})

const YEAR = days('2026-11-01', '2027-01-10')
const WEEKLY = event('weekly', '20261103T100000', 'SUMMARY:Weekly', 'RRULE:FREQ=WEEKLY')
const MOVED = event(
	'weekly',
	'20261111T120000',
	'SUMMARY:Weekly',
	'RECURRENCE-ID;TZID=Europe/Berlin:20261110T100000'
)

async function importAll(file: CalendarFile) {
	await imports.read(file)
	const dryRun = imports.stage
	await imports.apply()
	return dryRun
}

describe('the import', () => {
	test('says what it would do and writes nothing before it is told to', async () => {
		await imports.read(
			calendarOf(
				...many(3),
				'BEGIN:VEVENT\r\nUID:bad\r\nSUMMARY:Bad\r\nDTSTART:20260231T090000\r\nEND:VEVENT\r\n'
			)
		)
		expect(imports.stage).toMatchObject({
			kind: 'dry-run',
			file: 'salon.ics',
			totals: { added: 3, changed: 0, unchanged: 0, unreadable: 1 }
		})
		const { lines } = imports.stage as Extract<ImportStage, { kind: 'dry-run' }>
		expect(lines.map(({ outcome }) => outcome)).toEqual(['unreadable', 'added', 'added', 'added'])
		expect(lines[0]?.reason).not.toBe('')
		expect(lines[1]).toMatchObject({ title: 'E0', when: 'Tue 1 Dec 2026, 09:00' })
		expect(titles(book, YEAR)).toEqual([])
	})

	test('gives the new ones that name nobody to whom the person chose, and the same file is unchanged', async () => {
		const file = () => calendarOf(...many(3), WEEKLY, MOVED)
		await imports.read(file())
		expect(imports.stage).toMatchObject({ kind: 'dry-run', unassigned: 4, notAppointments: 0 })
		await imports.apply('mia')
		book.show(NOVEMBER)
		await until(() => book.isLoaded(NOVEMBER))
		const holders = book.occurrences(NOVEMBER).map(({ appointment }) => appointment.when.resources)
		expect(holders.length).toBeGreaterThan(3)
		expect(new Set(holders.map((each) => each.join()))).toEqual(new Set(['mia']))
		await imports.read(file())
		expect(imports.stage).toMatchObject({ totals: { added: 0, changed: 0, unchanged: 4 } })
	})

	test('is one undo step, whatever its size', async () => {
		await importAll(calendarOf(...many(300), WEEKLY, MOVED))
		expect(imports.stage).toMatchObject({ kind: 'done', totals: { added: 301 } })
		book.show(YEAR)
		await until(() => book.isLoaded(YEAR))
		const imported = titles(book, YEAR).length
		expect(imported).toBeGreaterThan(300)
		expect(book.undoLabel).toBe('Imported salon.ics')
		expect(await book.undo()).toEqual({ kind: 'done', label: 'Imported salon.ics' })
		expect(titles(book, YEAR)).toEqual([])
		expect(book.undoLabel).toBeUndefined()
		await book.redo()
		expect(titles(book, YEAR)).toHaveLength(imported)
	})

	test('the same file twice changes nothing, also after a reload with the months closed', async () => {
		const file = calendarOf(...many(40), WEEKLY, MOVED)
		await importAll(file)
		expect(await importAll(file)).toMatchObject({ totals: { added: 0, changed: 0, unchanged: 41 } })
		await machine.close()
		book = await machine.reopen()
		imports = new ImportState(book, () => new Promise((resolve) => setImmediate(resolve)))
		await imports.read(file)
		expect(imports.stage).toMatchObject({ totals: { added: 0, changed: 0, unchanged: 41 } })
	})

	test('a changed event changes its record and keeps its id', async () => {
		await importAll(calendarOf(event('u', '20261124T090000', 'SUMMARY:Cut')))
		const before = book.occurrences(NOVEMBER)[0]
		const dryRun = await importAll(calendarOf(event('u', '20261125T090000', 'SUMMARY:Cut', 'SEQUENCE:1')))
		expect(dryRun).toMatchObject({ totals: { added: 0, changed: 1 } })
		const after = book.occurrences(NOVEMBER)
		expect(after.map(({ key }) => key)).toEqual([before?.key])
		expect(after[0]?.start).not.toBe(before?.start)
	})

	test('a cancel while it is written takes everything back', async () => {
		await imports.read(calendarOf(...many(600)))
		let drawn = 0
		const applying = imports.apply()
		await until(() => {
			const { stage } = imports
			if (stage.kind === 'applying' && stage.fraction > 0 && drawn++ === 0) imports.cancel()
			return drawn > 0
		})
		await applying
		expect(imports.stage).toEqual({ kind: 'cancelled', file: 'salon.ics' })
		book.show(YEAR)
		await until(() => book.isLoaded(YEAR))
		expect(titles(book, YEAR)).toEqual([])
		expect(book.undoLabel).toBeUndefined()
	})

	test('a cancel while it is read ends it, and the next file can be read', async () => {
		const reading = imports.read(calendarOf(...many(50)))
		imports.cancel()
		await reading
		expect(imports.stage.kind).toBe('cancelled')
		await imports.apply()
		expect(imports.stage.kind).toBe('cancelled')
		await imports.read(calendarOf(...many(2)))
		expect(imports.stage.kind).toBe('dry-run')
		imports.close()
		expect(imports.stage.kind).toBe('idle')
	})

	test.each([
		['is no calendar', fileOf('hello'), 'not'],
		['is empty', fileOf(''), 'empty'],
		['is too large', { ...fileOf(''), size: 90 * 1024 * 1024 }, '90 MB'],
		[
			'cannot be read',
			{
				name: 'gone.ics',
				size: 1,
				arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError'))
			},
			'gone.ics'
		]
	])('a file that %s is refused in words', async (_, file, words) => {
		await imports.read(file)
		expect(imports.stage.kind).toBe('refused')
		expect((imports.stage as { message: string }).message).toContain(words)
	})

	test('progress goes up and every slice lets the page breathe', async () => {
		let breaths = 0
		const fractions: number[] = []
		imports = new ImportState(book, async () => {
			breaths++
			const { stage } = imports
			if (stage.kind === 'applying') fractions.push(stage.fraction)
			await new Promise((resolve) => setImmediate(resolve))
		})
		await importAll(calendarOf(...many(600)))
		expect(breaths).toBeGreaterThan(3)
		expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
		expect(fractions.at(-1)).toBe(1)
	})
})
