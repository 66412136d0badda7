import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type Groups } from '#lib/core/appointment/appointment.ts'
import { readComponent } from '#lib/core/ical/content.ts'
import { MAX_LINE_LENGTH, MAX_NOTE_LENGTH, type ReadOptions } from '#lib/core/ical/import.ts'
import { readGroups, readResources } from '#lib/core/ical/read-groups.ts'
import { writeGroups } from '#lib/core/ical/write-groups.ts'
import { wallOf } from '#lib/core/time/wall.ts'

const options: ReadOptions = {
	zone: 'Europe/Berlin',
	resources: [
		{ id: 'r1', name: 'Anna' },
		{ id: 'r2', name: 'Room 1' }
	],
	services: [
		{ id: 'v1', name: 'Haircut' },
		{ id: 'v2', name: 'Colour' }
	]
}

function read(lines: readonly string[], { cancelled = false, book = options } = {}) {
	const text = ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
	const part = { name: 'VEVENT', from: 0, to: text.length, line: 1, closed: 'yes' } as const
	const component = readComponent(text, part)
	const remarks: string[] = []
	const remark = (sentence: string) => void remarks.push(sentence)
	const groups = readGroups(component, { options: book, remark, cancelled, reminders: [] })
	return { groups, remarks, resources: readResources(component, book, remark) }
}

const WHEN = {
	start: wallOf(2026, 11, 23, 9),
	end: wallOf(2026, 11, 23, 10),
	zone: 'Europe/Berlin',
	allDay: false,
	resources: []
}
const groupsWith = (part: Partial<Groups>): Groups => ({ when: WHEN, ...EMPTY_GROUPS, ...part })

/** Out and back in. */
function roundTrip(part: Partial<Groups>) {
	const { groups, resources, remarks } = read(writeGroups(groupsWith(part), options.resources ?? []))
	expect(remarks).toEqual([])
	return { ...groups, when: { ...WHEN, resources } }
}

describe('readGroups()', () => {
	it('reads what other programs write', () => {
		const { groups } = read([
			'SUMMARY:Cut for Ada',
			'DESCRIPTION:First\\nsecond',
			'LOCATION:Upstairs',
			'STATUS:TENTATIVE',
			'COLOR:tomato',
			'CATEGORIES:VIP,New',
			'CATEGORIES:Third',
			'URL:https://example.org/a?b=1'
		])
		expect(groups).toEqual({
			...EMPTY_GROUPS,
			state: { status: 'requested', reason: '', by: '' },
			what: { ...EMPTY_GROUPS.what, title: 'Cut for Ada', location: 'Upstairs', colour: 'coral' },
			note: 'First\nsecond',
			more: {
				...EMPTY_GROUPS.more,
				fields: { Categories: 'VIP, New, Third', Link: 'https://example.org/a?b=1' }
			}
		})
	})

	it('gives the empty groups for an empty event', () => {
		expect(read([]).groups).toEqual(EMPTY_GROUPS)
	})

	it('finds the service by its id, by its name, or in a category', () => {
		expect(read(['X-DAYBOOK-SERVICE;ID=v2:Dye']).groups.what).toMatchObject({
			serviceId: 'v2',
			service: 'Dye'
		})
		expect(read(['X-DAYBOOK-SERVICE;ID=gone:haircut']).groups.what).toMatchObject({
			serviceId: 'v1',
			service: 'haircut'
		})
		expect(read(['X-DAYBOOK-SERVICE:Massage', 'CATEGORIES:Colour']).groups.what).toMatchObject({
			serviceId: '',
			service: 'Massage'
		})
		expect(read(['CATEGORIES:New,colour']).groups.what).toMatchObject({ serviceId: 'v2', service: 'Colour' })
		expect(read(['CATEGORIES:colour'], { book: { zone: 'UTC' } }).groups.what.service).toBe('')
	})

	it('reads attendees, and the organiser once', () => {
		const { groups } = read([
			'ORGANIZER;CN=Boss:mailto:boss@example.org',
			'ATTENDEE;CN="Weber, Anna":mailto:anna@example.org',
			'ATTENDEE:ben@example.org',
			'ATTENDEE;CN=No Mail:invalid:nomail',
			'ATTENDEE;CN=Phone:tel:+49123',
			'ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.org'
		])
		expect(groups.who.attendees).toEqual([
			{ name: 'Weber, Anna', email: 'anna@example.org' },
			{ name: '', email: 'ben@example.org' },
			{ name: 'No Mail', email: '' },
			{ name: 'Phone', email: '' },
			{ name: 'Boss', email: 'boss@example.org' }
		])
		expect(
			read(['ORGANIZER:mailto:A@example.org', 'ATTENDEE;CN=A:mailto:a@example.org']).groups.who.attendees
		).toHaveLength(1)
		expect(
			read(['ORGANIZER;CN=a:invalid:nomail', 'ATTENDEE;CN=A:mailto:a@b.c']).groups.who.attendees
		).toHaveLength(1)
		expect(
			read(['ORGANIZER;CN=B:mailto:b@b.c', 'ATTENDEE;CN=A:invalid:nomail']).groups.who.attendees
		).toHaveLength(2)
		expect(read(['ORGANIZER;CN=Nobody:']).groups.who.attendees).toEqual([])
	})

	it('takes a cancelled file at its word', () => {
		expect(read(['STATUS:CONFIRMED'], { cancelled: true }).groups.state.status).toBe('cancelled')
	})

	it('keeps a note of 10,000 characters whole and cuts a monstrous one, saying so', () => {
		expect(read([`DESCRIPTION:${'x'.repeat(10_000)}`]).groups.note).toHaveLength(10_000)
		const huge = read([`DESCRIPTION:${'x'.repeat(MAX_NOTE_LENGTH + 5)}`])
		expect(huge.groups.note).toHaveLength(MAX_NOTE_LENGTH)
		expect(huge.remarks).toEqual(['The note has 100005 characters; the first 100000 were kept.'])
	})

	it('never cuts an emoji in two', () => {
		const title = read([`SUMMARY:${'x'.repeat(MAX_LINE_LENGTH - 1)}💇`]).groups.what.title
		expect(title).toBe('x'.repeat(MAX_LINE_LENGTH - 1))
	})

	it.each(['{broken', '[1]', '"text"', 'null', '{"a":1}'])('takes no harm from the fields %s', (json) => {
		expect(read([`X-DAYBOOK-FIELDS:${json}`]).groups.more.fields).toEqual({})
	})
})

describe('readResources()', () => {
	it('matches ids first, then names in any case, and says what the book lacks', () => {
		const { resources, remarks } = read([
			'X-DAYBOOK-RESOURCE;ID=r1:Old name',
			'X-DAYBOOK-RESOURCE;ID=x:room 1',
			'X-DAYBOOK-RESOURCE:Sauna'
		])
		expect(resources).toEqual(['r1', 'r2'])
		expect(remarks).toEqual(['“Sauna” is no person, room or device of this book and was left out.'])
	})

	it('reads RESOURCES and invited rooms where there is no line of ours', () => {
		const lines = ['RESOURCES:Anna, Room 1,', 'ATTENDEE;CUTYPE=RESOURCE;CN=Anna:mailto:a@b.c']
		expect(read(lines)).toMatchObject({ resources: ['r1', 'r2'], remarks: [] })
		const unnamed = read(['ATTENDEE;CUTYPE=ROOM:mailto:room@b.c'])
		expect(unnamed.remarks[0]).toContain('mailto:room@b.c')
		expect(read(['RESOURCES:Anna'], { book: { zone: 'UTC' } }).resources).toEqual([])
	})
})

describe('writeGroups()', () => {
	it('writes an empty appointment as little as can be, and reads it back', () => {
		expect(writeGroups(groupsWith({}), [])).toEqual(['STATUS:CONFIRMED', 'X-DAYBOOK-STATUS:booked'])
		expect(roundTrip({})).toEqual(groupsWith({}))
	})

	it('brings everything back', () => {
		const full: Groups = {
			when: { ...WHEN, resources: ['r1', 'r2'] },
			state: { status: 'no-show', reason: 'Forgot; again', by: 'Front desk' },
			what: {
				title: 'שלום 💇',
				serviceId: 'v1',
				service: 'Haircut, long',
				location: 'Room\\2',
				colour: 'plum',
				price: '45 €'
			},
			who: {
				clientId: 'k:1',
				name: 'Анна "A" Weber',
				phone: '+49 30 1',
				email: 'a@example.org',
				attendees: [
					{ name: 'Ben', email: 'ben@example.org' },
					{ name: 'C, D', email: '' },
					{ name: '', email: 'e@example.org' }
				]
			},
			note: 'Line\nline;,\\',
			more: {
				reminders: [60, 1440],
				fields: { Categories: 'VIP, New', Link: 'https://example.org', Skin: 'dry\nvery' },
				template: 't1',
				source: null
			}
		}
		// Alarms need the times of the appointment: `alarms.test.ts` brings them back.
		expect(roundTrip(full)).toEqual({ ...full, more: { ...full.more, reminders: [] } })
	})

	it('makes up a summary for other programs and does not take it for a title', () => {
		const part = { who: { ...EMPTY_GROUPS.who, name: 'Ada' }, what: { ...EMPTY_GROUPS.what, service: 'Cut' } }
		expect(writeGroups(groupsWith(part), [])[0]).toBe('SUMMARY:Ada · Cut')
		expect(roundTrip(part)).toEqual(groupsWith(part))
	})

	it('writes fields that are no categories and no link as fields', () => {
		const fields = { Categories: ' odd , ', Link: 'two words\nEND:VEVENT' }
		const part = { more: { ...EMPTY_GROUPS.more, fields } }
		expect(roundTrip(part)).toEqual(groupsWith(part))
		expect(writeGroups(groupsWith(part), []).join('\n')).not.toMatch(/^(URL|CATEGORIES|END)/m)
	})

	it('keeps an address on one line', () => {
		const attendees = [{ name: '', email: 'a@b.c\r\nEND:VEVENT' }]
		expect(writeGroups(groupsWith({ who: { ...EMPTY_GROUPS.who, attendees } }), [])).toContain(
			'ATTENDEE:mailto:a@b.cEND:VEVENT'
		)
	})

	it('writes a resource the book no longer has by its id', () => {
		const when = { ...WHEN, resources: ['gone'] }
		expect(writeGroups(groupsWith({ when }), [])).toContain('X-DAYBOOK-RESOURCE;ID=gone:gone')
	})

	it('writes no colour that is no palette name', () => {
		const what = { ...EMPTY_GROUPS.what, colour: '#123456', serviceId: 'v9' }
		expect(writeGroups(groupsWith({ what }), []).join()).not.toContain('COLOR')
		expect(writeGroups(groupsWith({ what }), [])).toContain('X-DAYBOOK-SERVICE;ID=v9:')
	})
})
