import { describe, expect, it } from 'vitest'
import { allOf, firstOf, parseProperty, readComponent, textOf } from '#lib/core/ical/content.ts'
import type { Part } from '#lib/core/ical/split.ts'

function component(...lines: string[]) {
	const text = ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
	const part: Part = { name: 'VEVENT', from: 0, to: text.length, line: 7, closed: 'yes' }
	return readComponent(text, part)
}
const property = (text: string) => parseProperty({ text, number: 1 })

describe('readComponent()', () => {
	it('unfolds lines and numbers them as in the file', () => {
		const event = component('SUMMARY:Cut', '  and colour', '\tand dry', 'UID:1')
		expect(textOf(event, 'SUMMARY')).toBe('Cut and colourand dry')
		expect(firstOf(event, 'UID')?.line).toBe(11)
		expect(event.line).toBe(7)
	})

	it('unfolds inside a word of right-to-left letters and an emoji sequence', () => {
		expect(textOf(component('SUMMARY:שלו', ' ם 👩‍', ' 🦰'), 'SUMMARY')).toBe('שלום 👩‍🦰')
	})

	it('gives a line break that was not escaped back to its text', () => {
		const event = component('DESCRIPTION:First', '', 'second line', '• third', 'UID:1')
		expect(textOf(event, 'DESCRIPTION')).toBe('First\n\nsecond line\n• third')
		expect(textOf(event, 'UID')).toBe('1')
	})

	it('unfolds over blank lines, and a name that was folded from its value', () => {
		const event = component(
			'SUMMARY',
			'',
			' :Christmas',
			'CLASS',
			'',
			'',
			' :PUBLIC',
			'DTSTART',
			' ;VALUE=DATE',
			' :20031225'
		)
		expect(event.properties.map(({ name, raw }) => [name, raw])).toEqual([
			['SUMMARY', 'Christmas'],
			['CLASS', 'PUBLIC'],
			['DTSTART', '20031225']
		])
	})

	it('drops blank lines that no text goes on after', () => {
		const event = component('DESCRIPTION:First', '', ' ', 'UID:1', '', 'SUMMARY:x')
		expect(textOf(event, 'DESCRIPTION')).toBe('First')
		expect(event.unreadable).toEqual([])
	})

	it('reports a line that is no property', () => {
		const event = component('UID:1', 'garbage', 'DTSTART;TZID=Europe/Berlin', 'X-,:a', 'SUMMARY:Cut')
		expect(event.unreadable.map(({ number, text }) => [number, text])).toEqual([
			[9, 'garbage'],
			[10, 'DTSTART;TZID=Europe/Berlin'],
			[11, 'X-,:a']
		])
		expect(textOf(event, 'SUMMARY')).toBe('Cut')
	})

	it('keeps the components inside apart', () => {
		const event = component(
			'BEGIN:VALARM',
			'DESCRIPTION:Ring',
			'TRIGGER:-PT5M',
			'END:VALARM',
			'DESCRIPTION:Note'
		)
		expect(textOf(event, 'DESCRIPTION')).toBe('Note')
		expect(event.parts.map((part) => [part.name, part.line, textOf(part, 'TRIGGER')])).toEqual([
			['VALARM', 8, '-PT5M']
		])
	})

	it('closes an alarm without END where its event ends', () => {
		const event = component('BEGIN:VALARM', 'TRIGGER:-PT5M')
		expect(event.parts).toHaveLength(1)
		expect(event.unreadable).toEqual([])
	})

	it('leaves attachments out with all their lines', () => {
		const event = component('ATTACH;ENCODING=BASE64:AAAA', ' BBBB', ' CCCC', 'SUMMARY:Cut', 'IMAGE:x', ' y')
		expect(event.properties.map(({ name }) => name)).toEqual(['SUMMARY'])
		expect(event.unreadable).toEqual([])
	})

	it('reads a part that ends with the text', () => {
		const text = 'BEGIN:VEVENT\nUID:1'
		const cut = readComponent(text, { name: 'VEVENT', from: 0, to: text.length, line: 1, closed: 'cut' })
		expect(textOf(cut, 'UID')).toBe('1')
	})

	it('finds all of a name and none of another', () => {
		const event = component('EXDATE:20260101', 'exdate:20260102')
		expect(allOf(event, 'EXDATE').map(({ raw }) => raw)).toEqual(['20260101', '20260102'])
		expect(firstOf(event, 'RDATE')).toBeUndefined()
		expect(textOf(event, 'RDATE')).toBe('')
	})
})

describe('parseProperty()', () => {
	it('tells parameters, value and texts apart', () => {
		expect(property('ATTENDEE;CN="Weber, Anna";ROLE=CHAIR:mailto:anna@example.org')).toMatchObject({
			name: 'ATTENDEE',
			params: { cn: 'Weber, Anna', role: 'CHAIR' },
			raw: 'mailto:anna@example.org'
		})
	})

	it('unescapes texts, known and unknown', () => {
		expect(property('SUMMARY:a\\, b\\; c\\\\n\\nd')?.values).toEqual(['a, b; c\\n\nd'])
		expect(property('X-DAYBOOK-CLIENT:a\\, b\\; c\\\\n\\Nd')?.values).toEqual(['a, b; c\\n\nd'])
		expect(property('CATEGORIES:One\\, two,Three')?.values).toEqual(['One, two', 'Three'])
	})

	it('leaves rules to the reader of rules', () => {
		expect(property('RRULE:FREQ=SOMETIMES;')).toMatchObject({ name: 'RRULE', raw: 'FREQ=SOMETIMES;' })
		expect(property('exrule;X=1:FREQ=DAILY')).toMatchObject({ name: 'EXRULE', raw: 'FREQ=DAILY' })
	})

	it('reads a zone of old Outlook that should be in quotes', () => {
		expect(property('DTSTART;TZID=(GMT+01:00) Berlin, Rome:20260105T090000')).toMatchObject({
			params: { tzid: '(GMT+01:00) Berlin, Rome' },
			raw: '20260105T090000'
		})
		expect(property('DTSTART;TZID="a:b":20260105T090000')?.params['tzid']).toBe('a:b')
	})

	it.each(['no colon', 'A;B', 'A;=c:d', 'A;B="c:d', 'a.b:c', 'A_B:c'])('refuses %j', (text) => {
		expect(property(text)).toBeUndefined()
	})

	it('never throws, whatever the type says', () => {
		expect(property('DTSTART:tomorrow')?.raw).toBe('tomorrow')
		expect(property('DTSTART;VALUE=NONSENSE:x')?.raw).toBe('x')
		expect(() => property('GEO:1')).not.toThrow()
		expect(() => property('REQUEST-STATUS:')).not.toThrow()
	})
})
