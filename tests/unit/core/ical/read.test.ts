import { describe, expect, it } from 'vitest'
import { formatWall } from '#lib/core/time/wall.ts'
import { calendar, event, read, readText, series, single, starts } from './file.ts'

const AT = 'DTSTART;TZID=Europe/Berlin:20261123T090000'

describe('readCalendar()', () => {
	it('reads name, events and what is no appointment', () => {
		const found = read(
			'X-WR-CALNAME:Salon\\, upstairs',
			'BEGIN:VTODO',
			'UID:t',
			'END:VTODO',
			event('UID:a', AT, 'SUMMARY:Cut'),
			'BEGIN:VJOURNAL',
			'END:VJOURNAL'
		)
		expect(found).toMatchObject({ name: 'Salon, upstairs', notAppointments: 2, unreadable: [], remarks: [] })
		expect(found.events).toMatchObject([{ uid: 'a', title: 'Cut', allDay: false }])
	})

	it('takes NAME of RFC 7986 too, and the first of several', () => {
		expect(read('NAME:One').name).toBe('One')
		expect(read('X-WR-CALNAME:One', 'X-WR-CALNAME:Two', 'X-WR-CALNAME:').name).toBe('One')
	})

	it('reads two calendars in one file', () => {
		expect(readText(calendar(event('UID:a', AT)) + calendar(event('UID:b', AT))).events).toHaveLength(2)
	})

	it('tells how far it is', () => {
		const steps = [...Array(200).keys()].map((at) => event(`UID:${at}`, AT))
		const text = calendar(...steps)
		let asked = 0
		for (const fraction of { [Symbol.iterator]: () => iterate(text) }) {
			expect(fraction).toBeGreaterThan(0)
			expect(fraction).toBeLessThanOrEqual(1)
			asked++
		}
		expect(asked).toBeGreaterThanOrEqual(400)
	})

	it('makes the same ids and hashes wherever and whenever it is read', () => {
		const text = (stamp: string) => calendar(event('UID:a', `DTSTAMP:${stamp}`, AT, 'SUMMARY:Cut'))
		expect(readText(text('20260101T000000Z')).events).toEqual(readText(text('20270101T000000Z')).events)
	})

	it('names a single one by its client or UID where it has no title', () => {
		expect(single(read(event('UID:a', AT, 'X-DAYBOOK-CLIENT:Ada'))).title).toBe('Ada')
		expect(single(read(event('UID:a', AT, 'X-DAYBOOK-SERVICE:Cut'))).title).toBe('Cut')
		expect(single(read(event('UID:a', AT))).title).toBe('a')
	})

	it('reads reminders against the start and its zone', () => {
		const alarm = ['BEGIN:VALARM', 'UID:alarm', 'TRIGGER;VALUE=DATE-TIME:20261123T073000Z', 'END:VALARM']
		const found = single(
			read(event('BEGIN:VALARM', 'UID:x', 'TRIGGER:-PT5M', 'END:VALARM', 'UID:a', AT, ...alarm))
		)
		expect(found.uid).toBe('a')
		expect(found.groups.more.reminders).toEqual([5, 30])
	})

	it('cancels all of a file with METHOD:CANCEL', () => {
		expect(single(read('METHOD:CANCEL', event('UID:a', AT))).groups.state.status).toBe('cancelled')
	})

	it('unfolds a UID of Outlook', () => {
		expect(single(read(event(`UID:${'0'.repeat(60)}`, ` ${'1'.repeat(60)}`, AT))).uid).toBe(
			'0'.repeat(60) + '1'.repeat(60)
		)
	})
})

function* iterate(text: string) {
	const { readCalendar } = modules
	yield* readCalendar(text, { zone: 'Europe/Berlin' })
}
const modules = await import('#lib/core/ical/read.ts')

describe('identity (I1)', () => {
	it('takes the higher sequence, then the later stamp, then the later place', () => {
		const copy = (title: string, ...lines: string[]) => event('UID:a', AT, `SUMMARY:${title}`, ...lines)
		const pick = (...copies: string[]) => single(read(...copies))
		expect(pick(copy('new', 'SEQUENCE:2'), copy('old', 'SEQUENCE:1')).title).toBe('new')
		expect(
			pick(copy('old', 'DTSTAMP:20260101T000000Z'), copy('new', 'LAST-MODIFIED:20260201T000000Z')).title
		).toBe('new')
		expect(pick(copy('new', 'DTSTAMP:20260201T000000Z'), copy('old', 'DTSTAMP:20260101T000000Z')).title).toBe(
			'new'
		)
		const last = pick(copy('first'), copy('second', 'SEQUENCE:x'))
		expect(last.title).toBe('second')
		expect(last.remarks).toEqual(['An older copy of it, line 3, was left out.'])
		expect(pick(copy('new', 'SEQUENCE:2')).groups.more.source).toMatchObject({ uid: 'a', sequence: 2 })
	})

	it('keeps different events that share a UID', () => {
		const other = 'DTSTART;TZID=Europe/Berlin:20261124T090000'
		const found = read(event('UID:1', AT), event('UID:1', other), event('UID:1', other))
		expect(found.events.map(({ uid }) => uid)).toEqual(['1', '1/2026-11-24 09:00'])
		expect(new Set(found.events.map(({ id }) => id)).size).toBe(2)
	})

	it('makes up a UID from the content', () => {
		const lines = [AT, 'SUMMARY:Cut']
		const [a, b] = [
			single(read(event(...lines, 'DTSTAMP:20260101T000000Z'))),
			single(read(event(...lines, 'DTSTAMP:20270101T000000Z')))
		]
		expect(a.uid).toMatch(/^no-uid-[0-9a-z]{12}$/)
		expect(b.id).toBe(a.id)
		expect(read(event(AT, 'SUMMARY:One'), event(AT, 'SUMMARY:Two')).events).toHaveLength(2)
	})

	it('lets a date whose series is not in the file stand alone', () => {
		const found = single(
			read(event('UID:a', 'RECURRENCE-ID;TZID=Europe/Berlin:20261123T080000', AT, 'SUMMARY:Moved'))
		)
		expect(found).toMatchObject({ uid: 'a/20261123T080000', title: 'Moved' })
		expect(found.remarks).toEqual(['Its series is not in the file; it stands alone.'])
		const nameless = single(read(event('RECURRENCE-ID:20261123T080000', AT)))
		expect(nameless.uid).toMatch(/^no-uid-.*\/20261123T080000$/)
	})

	it('gives dates to the first of events that share a UID', () => {
		const weekly = event('UID:1', AT, 'RRULE:FREQ=WEEKLY')
		const date = event(
			'UID:1',
			'RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000',
			'DTSTART;TZID=Europe/Berlin:20261130T100000'
		)
		const found = read(weekly, event('UID:1', 'DTSTART:20260101T090000', 'RRULE:FREQ=DAILY'), date)
		expect(found.events.map((one) => one.kind === 'series' && one.overrides.length)).toEqual([1, 0])
	})
})

describe('bad components (I8, bug 21)', () => {
	it('bug 21: one poison event and ninety-nine others', () => {
		const poison = event('UID:bad', 'SUMMARY:Poison', AT, 'RRULE:FREQ=SOMETIMES')
		const others = Array.from({ length: 99 }, (_, at) =>
			event(`UID:${at}`, AT, at % 2 ? 'RRULE:FREQ=MONTHLY;BYDAY=-1FR' : 'RDATE:20261201T090000')
		)
		const found = read(...others.slice(0, 50), poison, ...others.slice(50))
		expect(found.events).toHaveLength(99)
		expect(found.unreadable).toHaveLength(1)
		expect(found.unreadable[0]).toMatchObject({ title: 'Poison', when: '2026-11-23 09:00' })
		expect(found.unreadable[0]?.reason).toMatch(/^Line \d+: Cannot parse RRULE "FREQ=SOMETIMES"/)
	})

	it.each([
		['no start', ['SUMMARY:x'], 'It has no DTSTART'],
		['an end before the start', [AT, 'DTEND;TZID=Europe/Berlin:20261123T080000'], 'is before the start'],
		['the 31st of February', ['DTSTART:20260231T090000'], 'There is no 2026-02-31'],
		[
			'a start that is no property',
			['DTSTART;TZID=Europe/Berlin'],
			'Line 5 cannot be read: DTSTART;TZID=Europe/Berlin'
		],
		['a rule that is no property', [AT, `RRULE${';x'.repeat(100)}`], 'Line 6 cannot be read: RRULE;x'],
		['an exception rule of no use', [AT, 'RRULE:FREQ=DAILY', 'EXRULE:FREQ=X'], 'Line 7: Cannot parse'],
		['a rule no date can have', ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=HOURLY'], 'FREQ=HOURLY'],
		['a rule of another calendar', [AT, 'RRULE:RSCALE=CHINESE;FREQ=YEARLY'], 'RSCALE=CHINESE']
	])('says what is wrong with %s', (_, lines, says) => {
		const found = read(event('UID:a', ...lines), event('UID:b', AT))
		expect(found.events.map(({ uid }) => uid)).toEqual(['b'])
		expect(found.unreadable).toHaveLength(1)
		expect(found.unreadable[0]?.reason).toContain(says)
		expect(found.unreadable[0]?.title).not.toBe('')
	})

	it('says that the file was cut off', () => {
		const text = calendar(event('UID:a', AT), event('UID:b', AT, 'SUMMARY:Last')).split(
			'SUMMARY:La'
		)[0] as string
		const found = readText(text)
		expect(found.events).toHaveLength(1)
		expect(found.unreadable[0]).toMatchObject({
			title: 'b',
			reason: 'The file ends inside it: it was cut off.'
		})
	})

	it('reads a component without END, and one line it cannot read less', () => {
		const found = read('BEGIN:VEVENT', 'UID:a', AT, 'garbage', event('UID:b', AT))
		expect(found.events.map(({ uid, remarks }) => [uid, remarks])).toEqual([
			['a', ['Line 6 is no property and was left out: garbage']],
			['b', []]
		])
	})

	it('keeps the dates of a series whose rule cannot be read', () => {
		const found = read(
			event('UID:a', AT, 'RRULE:FREQ=NEVER'),
			event(
				'UID:a',
				'RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000',
				'DTSTART;TZID=Europe/Berlin:20261130T100000'
			)
		)
		expect(found.unreadable).toHaveLength(1)
		expect(found.events).toMatchObject([{ kind: 'single', uid: 'a/20261130T090000' }])
	})

	it('loses a bad date, not its series', () => {
		const found = read(
			event('UID:a', AT, 'RRULE:FREQ=WEEKLY;COUNT=3'),
			event('UID:a', 'RECURRENCE-ID:nonsense', AT, 'SUMMARY:x'),
			event('UID:a', 'RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000', 'DTSTART:20260231T090000')
		)
		expect(found.events).toMatchObject([{ kind: 'series', overrides: [] }])
		expect(found.unreadable.map(({ title, reason }) => [title, reason])).toEqual([
			['x', 'Line 10, RECURRENCE-ID: "nonsense" is not a date or time'],
			['a', 'Line 17, DTSTART: There is no 2026-02-31 in the calendar']
		])
	})

	it('reports an orphan that cannot be read', () => {
		expect(read(event('UID:a', 'RECURRENCE-ID:20260101', 'SUMMARY:x')).unreadable).toHaveLength(1)
	})
})

describe('the series of the issue', () => {
	it('has moved, cancelled and added dates', () => {
		const found = series(
			read(
				event(
					'UID:a',
					'SUMMARY:Class',
					'SEQUENCE:1',
					AT,
					'DURATION:PT1H',
					'RRULE:FREQ=WEEKLY;COUNT=5;',
					'EXDATE;TZID=Europe/Berlin:20261130T090000',
					'RDATE;TZID=Europe/Berlin:20261224T090000'
				),
				event(
					'UID:a',
					'SUMMARY:Class',
					'SEQUENCE:3',
					'RECURRENCE-ID;TZID=Europe/Berlin:20261207T090000',
					'DTSTART;TZID=Europe/Berlin:20261208T110000',
					'DURATION:PT1H'
				),
				event(
					'UID:a',
					'SUMMARY:Class',
					'RECURRENCE-ID;TZID=Europe/Berlin:20261214T090000',
					'DTSTART;TZID=Europe/Berlin:20261214T090000',
					'DURATION:PT1H',
					'STATUS:CANCELLED'
				)
			)
		)
		expect(starts(found, '2027-06-01').map((start) => start.slice(5))).toEqual([
			'11-23T09:00',
			'12-07T09:00',
			'12-14T09:00',
			'12-21T09:00',
			'12-24T09:00'
		])
		expect(found.groups.more.source?.sequence).toBe(3)
		expect(found.overrides.map(({ key, groups }) => [key.split('@')[1], Object.keys(groups)])).toEqual([
			['2026-12-07', ['when']],
			['2026-12-14', ['state']]
		])
		expect(formatWall(found.overrides[0]?.groups.when?.start ?? found.start)).toBe('2026-12-08T11:00')
	})
})
