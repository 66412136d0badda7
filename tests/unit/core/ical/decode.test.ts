import { describe, expect, it } from 'vitest'
import { checkCalendar, decodeCalendar } from '#lib/core/ical/decode.ts'
import { MAX_FILE_BYTES } from '#lib/core/ical/import.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const CALENDAR = 'BEGIN:VCALENDAR\r\nX-WR-CALNAME:Café 💇\r\nEND:VCALENDAR\r\n'

function textOf(input: Uint8Array) {
	const decoded = decodeCalendar(input)
	if (!decoded.ok) throw new Error(decoded.message)
	return decoded.value
}

describe('decodeCalendar()', () => {
	it('takes UTF-8 as it is', () => {
		expect(textOf(bytes(CALENDAR))).toEqual({ text: CALENDAR, remarks: [] })
	})

	it('takes the BOM off', () => {
		expect(textOf(bytes(`\uFEFF${CALENDAR}`)).text).toBe(CALENDAR)
		expect(checkCalendar(`\uFEFF${CALENDAR}`)).toMatchObject({ ok: true, value: { text: CALENDAR } })
	})

	it.each([
		['little', [0xff, 0xfe], (code: number) => [code & 255, code >> 8]],
		['big', [0xfe, 0xff], (code: number) => [code >> 8, code & 255]]
	] as const)('reads UTF-16 with a %s endian BOM and says so', (_, bom, unit) => {
		const units = Array.from({ length: CALENDAR.length }, (_, at) => unit(CALENDAR.charCodeAt(at))).flat()
		const { text, remarks } = textOf(Uint8Array.from([...bom, ...units]))
		expect(text).toBe(CALENDAR)
		expect(remarks).toEqual(['The file is in UTF-16 and was read as that.'])
	})

	it('mends a fold inside one character, with CRLF and space or LF and tab', () => {
		const [before, after] = CALENDAR.split('é') as [string, string]
		for (const fold of ['\r\n ', '\n\t']) {
			const broken = Uint8Array.from([...bytes(before), 0xc3, ...bytes(fold), 0xa9, ...bytes(after)])
			expect(textOf(broken)).toEqual({ text: CALENDAR, remarks: [] })
		}
	})

	it('leaves an ordinary fold to the reader of lines', () => {
		const folded = 'BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ca\r\n fé\r\nEND:VCALENDAR'
		expect(textOf(bytes(folded)).text).toBe(folded)
		const halfBroken = Uint8Array.from([
			...bytes('BEGIN:VCALENDAR\nX:a\n b\nY:'),
			0xc3,
			...bytes('\n '),
			0xa9
		])
		expect(textOf(halfBroken).text).toBe('BEGIN:VCALENDAR\nX:a\n b\nY:é')
	})

	it('reads the Windows code page where it is no UTF-8, and says so', () => {
		const latin = Uint8Array.from([
			...bytes('BEGIN:VCALENDAR\nX-WR-CALNAME:Caf'),
			0xe9,
			...bytes('\nEND:VCALENDAR')
		])
		const { text, remarks } = textOf(latin)
		expect(text).toContain('Café')
		expect(remarks[0]).toContain('1252')
	})

	it('knows line ends of old Macs', () => {
		expect(textOf(bytes('BEGIN:VCALENDAR\rEND:VCALENDAR\r')).text).toBe('BEGIN:VCALENDAR\nEND:VCALENDAR\n')
	})

	it('takes components that stand without a calendar around them', () => {
		expect(decodeCalendar(bytes('begin:vevent\nend:vevent')).ok).toBe(true)
		expect(decodeCalendar(bytes('BEGIN:VTODO\nEND:VTODO')).ok).toBe(true)
	})

	it.each([
		['<!DOCTYPE html><html>Sign in', 'web page'],
		['%PDF-1.7 …', 'PDF'],
		['PK\x03\x04 …', 'ZIP'],
		['BEGIN:VCARD\nFN:Ada\nEND:VCARD', 'contacts'],
		['{"kind": "calendar#events"}', 'JSON'],
		['Dear all, the next meeting', 'Export the calendar as .ics'],
		['We say BEGIN:VCALENDAR in the middle', 'Export the calendar as .ics']
	])('refuses %j', (text, says) => {
		const refused = decodeCalendar(bytes(text))
		expect(refused).toMatchObject({ ok: false, why: 'not-a-calendar' })
		expect(refused.ok ? '' : refused.message).toContain(says)
	})

	it.each(['', ' \r\n\r\n', '\uFEFF'])('says that %j is empty', (text) => {
		expect(decodeCalendar(bytes(text))).toMatchObject({ ok: false, why: 'empty' })
	})

	it('refuses a file above the limit without decoding it', () => {
		const refused = decodeCalendar(new Uint8Array(MAX_FILE_BYTES + 1))
		expect(refused).toMatchObject({ ok: false, why: 'too-large' })
		expect(refused.ok ? '' : refused.message).toContain('65 MB')
		expect(decodeCalendar(new Uint8Array(20))).toMatchObject({ ok: false, why: 'not-a-calendar' })
	})

	it('refuses a text above the limit', () => {
		expect(checkCalendar(' '.repeat(MAX_FILE_BYTES + 1))).toMatchObject({ ok: false, why: 'too-large' })
	})
})
