/** Calendar files as other programs write them. */

/** As Google exports it: a zone of its own, a series with a moved and a cancelled date, all-day, folded lines, a BOM. */
export const FROM_GOOGLE =
	'\uFEFF' +
	[
		'BEGIN:VCALENDAR',
		'PRODID:-//Google Inc//Google Calendar 70.9054//EN',
		'VERSION:2.0',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		'X-WR-CALNAME:Studio',
		'X-WR-TIMEZONE:Europe/Berlin',
		'BEGIN:VTIMEZONE',
		'TZID:Europe/Berlin',
		'BEGIN:DAYLIGHT',
		'TZOFFSETFROM:+0100',
		'TZOFFSETTO:+0200',
		'TZNAME:CEST',
		'DTSTART:19700329T020000',
		'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
		'END:DAYLIGHT',
		'BEGIN:STANDARD',
		'TZOFFSETFROM:+0200',
		'TZOFFSETTO:+0100',
		'TZNAME:CET',
		'DTSTART:19701025T030000',
		'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
		'END:STANDARD',
		'END:VTIMEZONE',
		...event(
			'one@google.com',
			'Dora Ek',
			'DTSTART;TZID=Europe/Berlin:20261125T150000',
			'DTEND;TZID=Europe/Berlin:20261125T160000'
		),
		...event(
			'all@google.com',
			'Closed for painting',
			'DTSTART;VALUE=DATE:20261125',
			'DTEND;VALUE=DATE:20261126'
		),
		...event(
			'series@google.com',
			'Weekly with a very long name that a program folds over two li',
			'DTSTART;TZID=Europe/Berlin:20261104T083000',
			'DTEND;TZID=Europe/Berlin:20261104T090000',
			'RRULE:FREQ=WEEKLY;BYDAY=WE',
			'EXDATE;TZID=Europe/Berlin:20261118T083000'
		),
		'END:VCALENDAR',
		''
	].join('\r\n')

/** One good event between two that cannot be read. */
export const HALF_BROKEN = [
	'BEGIN:VCALENDAR',
	'VERSION:2.0',
	'PRODID:-//e2e//EN',
	...event('bad-date@e2e', 'On the 31st of February', 'DTSTART:20260231T100000', 'DTEND:20260231T110000'),
	...event('good@e2e', 'Still readable', 'DTSTART:20261125T100000Z', 'DTEND:20261125T110000Z'),
	'BEGIN:VEVENT',
	'UID:no-start@e2e',
	'SUMMARY:Without a start',
	'END:VEVENT',
	'END:VCALENDAR',
	''
].join('\r\n')

export const NOT_A_CALENDAR = 'Name;Date;Time\r\nAnna;25.11.2026;10:00\r\n'

/** In the month before, with a note of a thousand characters each. */
export const withLongNotes = (count: number): string =>
	[
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//e2e//EN',
		...Array.from({ length: count }, (_, n) =>
			event(
				`${n}@much`,
				`Number ${n}`,
				`DTSTART:202610${String((n % 28) + 1).padStart(2, '0')}T100000Z`,
				'DURATION:PT30M',
				`DESCRIPTION:${String(n).repeat(1_000 / String(n).length)}`
			)
		).flat(),
		'END:VCALENDAR',
		''
	].join('\r\n')

function event(uid: string, summary: string, ...lines: readonly string[]): string[] {
	const folded =
		summary.length > 60 ? `SUMMARY:${summary.slice(0, 60)}\r\n ${summary.slice(60)}` : `SUMMARY:${summary}`
	return ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261120T080000Z', folded, ...lines, 'END:VEVENT']
}
