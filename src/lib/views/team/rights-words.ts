/** The record of rights in sentences: who gave or took what, whom, and where. */
import { LEVELS, type CalendarKind, type Level } from '#lib/core/account/level.ts'
import type { MemberView, RightsRecord } from '#lib/core/account/membership.ts'
import { ROLES, type Role } from '#lib/core/account/role.ts'
import { LEVEL_WORDS, ROLE_WORDS } from './role-words.ts'

export interface Names {
	/** By account; those who left are known by what they did. */
	readonly people: ReadonlyMap<string, string>
	/** By id; those one sees nothing of are not in it. */
	readonly calendars: ReadonlyMap<string, { readonly name: string; readonly kind: CalendarKind }>
}

/** Everybody who is in the book, and everybody who ever did something to it. */
export const namesOfPeople = (
	members: readonly Pick<MemberView, 'id' | 'name'>[],
	records: readonly RightsRecord[]
): ReadonlyMap<string, string> =>
	new Map([
		...records.map(({ by, byName }) => [by, byName] as const).reverse(),
		...members.map(({ id, name }) => [id, name] as const)
	])

/** A sentence without a full stop: `Ada made Ben an admin (was a member)`. */
export function sayRightsRecord(record: RightsRecord, { people, calendars }: Names): string {
	const { about, before, after, by } = record
	const who = record.byName || 'Somebody'
	const person = (id: string) => people.get(id) ?? 'somebody who is not here any more'
	const calendar = (id: string) => {
		const known = calendars.get(id)
		return known ? `the calendar “${known.name}”` : 'a calendar'
	}
	switch (record.what) {
		case 'connected':
			return `${who} connected the book to the server`
		case 'renamed':
			return `${who} renamed the book on the server from “${before}” to “${after}”`
		case 'calendar-added':
			return `${who} added ${calendar(about)}`
		case 'joined':
			return `${who} joined as ${oneOf(after)}`
		case 'role':
			return about === by
				? `${who} became ${oneOf(after)} by their own choice (was ${oneOf(before)})`
				: `${who} made ${person(about)} ${oneOf(after)} (was ${oneOf(before)})`
		case 'removed':
			return `${who} removed ${person(about)} (was ${oneOf(before)})`
		case 'left':
			return `${who} left (was ${oneOf(before)})`
		case 'ownership':
			return `${who} handed the book over to ${person(about)}`
		case 'access': {
			const [id = '', member = ''] = about.split(' ')
			const level = (word: string) => levelOf(word, calendars.get(id)?.kind)
			return `${who} set ${person(member)} in ${calendar(id)} to “${level(after)}” (was “${level(before)}”)`
		}
		case 'invited':
			return about.includes('@')
				? `${who} invited ${about} as ${oneOf(after)}`
				: `${who} made an invitation link for ${oneOf(after)}`
		case 'invitation-revoked':
			return about.includes('@')
				? `${who} took back the invitation of ${about}`
				: `${who} took back an invitation link for ${oneOf(before)}`
		case 'reset-link':
			return `${who} made a new-password link for ${person(about)}`
		default:
			return unknownKind(record.what, who)
	}
}

/** A newer server may know more kinds than this page. */
const unknownKind = (what: never, who: string): string => `${who}: ${String(what)}`

const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word)
const isLevel = (word: string): word is Level => (LEVELS as readonly string[]).includes(word)
const oneOf = (role: string): string => (isRole(role) ? ROLE_WORDS[role].one : role)

/** The role gives nothing in a personal calendar. */
function levelOf(word: string, kind: CalendarKind | undefined): string {
	const given = word === 'by-role' && kind === 'personal' ? 'none' : word
	return isLevel(given) ? LEVEL_WORDS[given].toLowerCase() : given === 'by-role' ? 'by role' : given
}
