import { describe, expect, test } from 'vitest'
import type { BookCalendar } from '#lib/client/calendars.ts'
import { CALENDAR_KINDS, LEVELS, levelOf } from '#lib/core/account/level.ts'
import { RIGHTS_CHANGES, type RightsRecord } from '#lib/core/account/membership.ts'
import { ROLES } from '#lib/core/account/role.ts'
import { hasUnknownOwner, nameOfCalendar } from '#lib/views/team/calendar-name.ts'
import { sayInvitation, sayOpenInvitation } from '#lib/views/team/invitation-words.ts'
import { namesOfPeople, sayRightsRecord } from '#lib/views/team/rights-words.ts'
import { chosenLevel, LEVEL_WORDS, levelChoices } from '#lib/views/team/role-words.ts'

const NOON = Date.UTC(2026, 10, 25, 12)

describe('levelChoices()', () => {
	test('the choice that holds is always one of those offered, and its words are true', () => {
		for (const kind of CALENDAR_KINDS)
			for (const role of ['member', 'viewer'] as const)
				for (const granted of [undefined, ...LEVELS]) {
					const chosen = chosenLevel(kind, granted)
					const choice = levelChoices(kind, role).find(({ value }) => value === chosen)
					const level = levelOf({ role, kind, isOwn: false, granted })
					expect(choice?.label.toLowerCase()).toContain(LEVEL_WORDS[level].toLowerCase())
				}
	})

	test('what is chosen gives what it says', () => {
		for (const kind of CALENDAR_KINDS)
			for (const role of ROLES)
				for (const { value, label } of levelChoices(kind, role)) {
					const granted = value === 'by-role' ? undefined : value
					// Owners and admins have every shared calendar whatever the list says: they are never asked about.
					if (kind === 'shared' && (role === 'owner' || role === 'admin')) continue
					const level = levelOf({ role, kind, isOwn: false, granted })
					expect(label.toLowerCase()).toContain(LEVEL_WORDS[level].toLowerCase())
				}
	})
})

describe('nameOfCalendar()', () => {
	const calendar = (more: Partial<BookCalendar>): BookCalendar => ({
		id: 'c',
		name: 'Personal calendar of a colleague',
		colour: 'teal',
		kind: 'personal',
		level: 'read',
		owner: 'ben',
		isOwn: false,
		...more
	})
	test('a shared one as it is called, the own one as mine, others after their owner as soon as known', () => {
		const ben = [{ id: 'ben', name: 'Ben' }]
		const shared = calendar({ owner: undefined, kind: 'shared', name: 'Salon', isOwn: true })
		expect(nameOfCalendar(shared, undefined)).toBe('Salon')
		expect(nameOfCalendar(calendar({ owner: 'ada', isOwn: true }), ben)).toBe('My calendar')
		expect(nameOfCalendar(calendar({}), ben)).toBe('Ben’s calendar')
		expect(nameOfCalendar(calendar({}), undefined)).toBe('Personal calendar of a colleague')
		expect(hasUnknownOwner(calendar({}), undefined)).toBe(true)
		expect(hasUnknownOwner(calendar({}), ben)).toBe(false)
		expect(hasUnknownOwner(calendar({ isOwn: true }), [])).toBe(false)
		expect(hasUnknownOwner(shared, [])).toBe(false)
	})
})

describe('sayRightsRecord()', () => {
	const record = (more: Partial<RightsRecord>): RightsRecord => ({
		id: 1,
		at: NOON,
		by: 'ada',
		byName: 'Ada',
		what: 'connected',
		about: '',
		before: '',
		after: '',
		...more
	})
	const names = {
		people: new Map([
			['ada', 'Ada'],
			['ben', 'Ben']
		]),
		calendars: new Map([
			['salon', { name: 'Salon', kind: 'shared' as const }],
			['mine', { name: 'My calendar', kind: 'personal' as const }]
		])
	}
	const say = (more: Partial<RightsRecord>) => sayRightsRecord(record(more), names)

	test.each<[Partial<RightsRecord>, string]>([
		[
			{ what: 'renamed', before: 'Old', after: 'New' },
			'Ada renamed the book on the server from “Old” to “New”'
		],
		[{ what: 'calendar-added', about: 'salon' }, 'Ada added the calendar “Salon”'],
		[{ what: 'calendar-added', about: 'gone' }, 'Ada added a calendar'],
		[{ what: 'joined', by: 'ben', byName: 'Ben', about: 'ben', after: 'viewer' }, 'Ben joined as a viewer'],
		[
			{ what: 'role', about: 'ben', before: 'member', after: 'admin' },
			'Ada made Ben an admin (was a member)'
		],
		[
			{ what: 'role', about: 'ada', before: 'owner', after: 'member' },
			'Ada became a member by their own choice (was an owner)'
		],
		[
			{ what: 'removed', about: 'zoe', before: 'member' },
			'Ada removed somebody who is not here any more (was a member)'
		],
		[{ what: 'left', about: 'ada', before: 'member' }, 'Ada left (was a member)'],
		[{ what: 'ownership', about: 'ben', before: 'ada', after: 'ben' }, 'Ada handed the book over to Ben'],
		[
			{ what: 'access', about: 'salon ben', before: 'by-role', after: 'read' },
			'Ada set Ben in the calendar “Salon” to “can look” (was “by role”)'
		],
		[
			{ what: 'access', about: 'mine ben', before: 'busy', after: 'by-role' },
			'Ada set Ben in the calendar “My calendar” to “no access” (was “sees when it is taken”)'
		],
		[
			{ what: 'invited', about: 'zoe@example.org', after: 'member' },
			'Ada invited zoe@example.org as a member'
		],
		[{ what: 'invited', about: 'abc', after: 'admin' }, 'Ada made an invitation link for an admin'],
		[
			{ what: 'invitation-revoked', about: 'abc', before: 'admin' },
			'Ada took back an invitation link for an admin'
		],
		[{ what: 'reset-link', about: 'ben' }, 'Ada made a new-password link for Ben']
	])('%j', (asked, sentence) => {
		expect(say(asked)).toBe(sentence)
	})

	test('every kind has its sentence, also one of a newer server and one whose words are unknown', () => {
		const sentences = RIGHTS_CHANGES.map((what) =>
			say({ what, about: 'x y', before: 'chief', after: 'chief' })
		)
		expect(new Set(sentences).size).toBe(RIGHTS_CHANGES.length)
		expect(say({ what: 'painted' as never })).toBe('Ada: painted')
	})

	test('who left is known by what they did', () => {
		const people = namesOfPeople(
			[{ id: 'ada', name: 'Ada Lind' }],
			[record({ by: 'zoe', byName: 'Zoe B' }), record({ by: 'zoe', byName: 'Zoe A' }), record({})]
		)
		expect([people.get('zoe'), people.get('ada')]).toEqual(['Zoe B', 'Ada Lind'])
	})
})

describe('invitations in words', () => {
	const invitation = {
		id: 'i',
		role: 'member' as const,
		email: undefined,
		uses: 'once' as const,
		taken: 0,
		by: 'Ada',
		createdAt: NOON,
		expiresAt: NOON
	}
	const link = 'https://book.example/join#x'
	test('the sentence says for whom, as what, how long, and whether a mail went', () => {
		expect(sayInvitation({ invitation, link, mail: 'none' }, 'en-GB')).toBe(
			'The first person who opens it joins as a member, until 25 November. The link is shown only now: copy it or share it.'
		)
		const toZoe = { ...invitation, email: 'zoe@example.org' }
		const said = (mail: 'none' | 'sent' | 'failed') =>
			sayInvitation({ invitation: toZoe, link, mail }, 'en-GB')
		expect(said('sent')).toContain('is on its way to zoe@example.org')
		expect(said('failed')).toContain('could not be sent: give them the link by hand')
		expect(new Set([said('none'), said('sent'), said('failed')]).size).toBe(3)
	})

	test('an open one in a line', () => {
		expect(sayOpenInvitation(invitation, 'en-GB')).toBe('For one person · until 25 November · by Ada')
		expect(sayOpenInvitation({ ...invitation, uses: 'many', taken: 3, by: '' }, 'en-GB')).toBe(
			'For several people, 3 came · until 25 November'
		)
	})
})
