import { describe, expect, it } from 'vitest'
import { splitCalendar, type Part } from '#lib/core/ical/split.ts'

const all = (text: string) => [...splitCalendar(text)]
const parts = (text: string) =>
	all(text).filter((step): step is Part => typeof step === 'object' && step.name !== 'CALENDAR-LINE')
const names = (text: string) => parts(text).map(({ name, closed, line }) => `${name} ${closed} ${line}`)
const lines = (...content: string[]) => content.join('\r\n')

describe('splitCalendar()', () => {
	it('finds components with their lines, and the lines of the calendar', () => {
		const text = lines(
			'BEGIN:VCALENDAR',
			'X-WR-CALNAME:Salon',
			'BEGIN:VTIMEZONE',
			'BEGIN:STANDARD',
			'END:STANDARD',
			'END:VTIMEZONE',
			'BEGIN:VEVENT',
			'BEGIN:VALARM',
			'END:VALARM',
			'END:VEVENT',
			'END:VCALENDAR'
		)
		expect(names(text)).toEqual(['VTIMEZONE yes 3', 'VEVENT yes 7'])
		const event = parts(text)[1] as Part
		expect(text.slice(event.from, event.to)).toBe(
			'BEGIN:VEVENT\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\n'
		)
		expect(all(text)[0]).toMatchObject({ name: 'CALENDAR-LINE', text: 'X-WR-CALNAME:Salon' })
	})

	it('reads small letters and blanks after the name', () => {
		expect(names('begin:vcalendar\nBegin:vEvent \nend:vevent\t\nEND:VCALENDAR')).toEqual(['VEVENT yes 2'])
	})

	it('closes a component without END where the next begins', () => {
		expect(names(lines('BEGIN:VEVENT', 'UID:1', 'BEGIN:VEVENT', 'UID:2', 'END:VEVENT'))).toEqual([
			'VEVENT no 1',
			'VEVENT yes 3'
		])
	})

	it('closes it where the calendar ends or a new one begins', () => {
		expect(names(lines('BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'END:VCALENDAR'))).toEqual(['VEVENT no 2'])
		expect(names(lines('BEGIN:VEVENT', 'BEGIN:VCALENDAR', 'BEGIN:VTODO', 'END:VTODO'))).toEqual([
			'VEVENT no 1',
			'VTODO yes 3'
		])
	})

	it('says that the file ended inside a component', () => {
		expect(names(lines('BEGIN:VEVENT', 'UID:1'))).toEqual(['VEVENT cut 1'])
	})

	it('is not misled by an END that nothing began', () => {
		expect(names(lines('BEGIN:VEVENT', 'END:VALARM', 'END:VTODO', 'END:VEVENT', 'END:VEVENT'))).toEqual([
			'VEVENT yes 1'
		])
	})

	it('lets an inner component of the same name pass', () => {
		expect(
			names(lines('BEGIN:X-BOX', 'BEGIN:X-BOX', 'END:X-BOX', 'END:X-BOX', 'BEGIN:VEVENT', 'END:VEVENT'))
		).toEqual(['X-BOX yes 1', 'VEVENT yes 5'])
	})

	it('is not misled by texts that begin with B or E', () => {
		const text = lines('BEGIN:VEVENT', 'BEGINNING:soon', 'EXDATE:20260101', ' END:VEVENT', 'END:VEVENT')
		expect(names(text)).toEqual(['VEVENT yes 1'])
		expect((parts(text)[0] as Part).to).toBe(text.length)
	})

	it('gives a sign of life inside a long component', () => {
		const text = `BEGIN:VEVENT\n${'X-A:b\n'.repeat(10_000)}END:VEVENT\n`
		const signs = all(text).filter((step) => typeof step === 'number')
		expect(signs.length).toBeGreaterThan(3)
		expect(signs.every((at) => at > 0 && at < text.length)).toBe(true)
	})

	it('finds nothing in nothing', () => expect(all('')).toEqual([]))
})
