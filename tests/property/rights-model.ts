/**
 * Rights as one would tell them to a newcomer: everything in plain lists, every rule written out as a table, no code in
 * common with the product.
 */
export const PEOPLE = ['ada', 'ben', 'cleo', 'dan'] as const
export type Person = (typeof PEOPLE)[number]
export type Role = 'owner' | 'admin' | 'member' | 'viewer'
export type Level = 'none' | 'busy' | 'read' | 'write' | 'manage'

export const BOOKS = ['b00k00000001', 'b00k00000002'] as const
export const CALENDARS = ['ca0000000001', 'ca0000000002', 'ca0000000003', 'ca0000000004'] as const

export interface Model {
	readonly members: { book: string; person: Person; role: Role }[]
	readonly calendars: { id: string; book: string; owner: Person | undefined }[]
	readonly grants: { calendar: string; person: Person; level: Level }[]
}

export const emptyModel = (): Model => ({ members: [], calendars: [], grants: [] })

const SHARED_LEVEL: Readonly<Record<Role, Level>> = {
	owner: 'manage',
	admin: 'manage',
	member: 'write',
	viewer: 'read'
}
const ROOM: Readonly<Record<Level, { readonly months: string; readonly busy: string }>> = {
	none: { months: 'none', busy: 'none' },
	busy: { months: 'none', busy: 'read' },
	read: { months: 'read', busy: 'read' },
	write: { months: 'write', busy: 'read' },
	manage: { months: 'write', busy: 'read' }
}
const BOOK_ROOMS: Readonly<Record<Role, { readonly root: string; readonly clients: string }>> = {
	owner: { root: 'write', clients: 'write' },
	admin: { root: 'write', clients: 'write' },
	member: { root: 'read', clients: 'write' },
	viewer: { root: 'read', clients: 'read' }
}
const NOWHERE = { root: 'none', clients: 'none' }

export const roleIn = (model: Model, book: string, person: Person): Role | undefined =>
	model.members.find((member) => member.book === book && member.person === person)?.role

export function levelIn(model: Model, id: string, person: Person): Level {
	const calendar = model.calendars.find((known) => known.id === id)
	const role = calendar && roleIn(model, calendar.book, person)
	if (!calendar || !role) return 'none'
	const granted = model.grants.find((grant) => grant.calendar === id && grant.person === person)?.level
	if (calendar.owner) return calendar.owner === person ? 'manage' : (granted ?? 'none')
	return role === 'owner' || role === 'admin' ? 'manage' : (granted ?? SHARED_LEVEL[role])
}

/** What the relay must be told of every person and every room. */
export function everyAccess(model: Model): Readonly<Record<string, string>> {
	const all: Record<string, string> = {}
	for (const person of PEOPLE) {
		for (const book of BOOKS) {
			const role = roleIn(model, book, person)
			const { root, clients } = role ? BOOK_ROOMS[role] : NOWHERE
			all[`${person} w.${book}`] = root
			all[`${person} w.${book}.clients`] = clients
		}
		for (const id of [...CALENDARS, ...model.calendars.map((calendar) => calendar.id)]) {
			const { months, busy } = ROOM[levelIn(model, id, person)]
			all[`${person} c.${id}`] = months
			all[`${person} c.${id}.2026-11`] = months
			all[`${person} b.${id}.2026-11`] = busy
		}
	}
	return all
}

const owners = (model: Model, book: string) =>
	model.members.filter((member) => member.book === book && member.role === 'owner')
const isLast = (model: Model, book: string, person: Person) =>
	owners(model, book).every((owner) => owner.person === person)
const above: Readonly<Record<Role, readonly Role[]>> = {
	owner: ['owner', 'admin', 'member', 'viewer'],
	admin: ['admin', 'member', 'viewer'],
	member: [],
	viewer: []
}

/** Each says how it was answered: 'ok', or the reason. */
export const acts = {
	connect(model: Model, actor: Person, book: string, ids: readonly string[]): string {
		const exists = model.members.some((member) => member.book === book)
		const role = roleIn(model, book, actor)
		if (exists && above[role ?? 'viewer'].length === 0) return 'taken'
		for (const id of ids) {
			const known = model.calendars.find((calendar) => calendar.id === id)
			if (known && (known.book !== book || known.owner)) return 'taken'
		}
		if (!exists) model.members.push({ book, person: actor, role: 'owner' })
		for (const id of ids)
			if (!model.calendars.some((calendar) => calendar.id === id))
				model.calendars.push({ id, book, owner: undefined })
		return 'ok'
	},
	invite(model: Model, actor: Person, book: string, role: Role): string {
		const mine = roleIn(model, book, actor)
		if (!mine) return 'not-found'
		return above[mine].includes(role) ? 'ok' : 'not-allowed'
	},
	join(model: Model, person: Person, book: string, role: Role): void {
		if (!roleIn(model, book, person)) model.members.push({ book, person, role })
	},
	setRole(model: Model, actor: Person, book: string, person: Person, role: Role): string {
		const mine = roleIn(model, book, actor)
		const theirs = model.members.find((member) => member.book === book && member.person === person)
		if (!mine || !theirs) return 'not-found'
		if (!above[mine].includes(theirs.role) || !above[mine].includes(role)) return 'not-allowed'
		if (role !== 'owner' && isLast(model, book, person)) return 'last-owner'
		theirs.role = role
		return 'ok'
	},
	remove(model: Model, actor: Person, book: string, person: Person): string {
		const mine = roleIn(model, book, actor)
		const theirs = roleIn(model, book, person)
		if (!mine || !theirs) return 'not-found'
		if (actor !== person && !above[mine].includes(theirs)) return 'not-allowed'
		if (isLast(model, book, person)) return 'last-owner'
		drop(model.members, (member) => member.book === book && member.person === person)
		const here = new Set(model.calendars.filter((calendar) => calendar.book === book).map(({ id }) => id))
		drop(model.grants, (grant) => here.has(grant.calendar) && grant.person === person)
		return 'ok'
	},
	transfer(model: Model, actor: Person, book: string, person: Person): string {
		const mine = model.members.find((member) => member.book === book && member.person === actor)
		const theirs = model.members.find((member) => member.book === book && member.person === person)
		if (!mine || !theirs) return 'not-found'
		if (mine.role !== 'owner') return 'not-allowed'
		if (mine === theirs) return 'ok'
		theirs.role = 'owner'
		mine.role = 'admin'
		return 'ok'
	},
	setAccess(
		model: Model,
		actor: Person,
		book: string,
		id: string,
		person: Person,
		level: Level | 'by-role'
	): string {
		const calendar = model.calendars.find((known) => known.id === id && known.book === book)
		const mine = levelIn(model, id, actor)
		if (!calendar || mine === 'none') return 'not-found'
		if (mine !== 'manage') return 'not-allowed'
		const role = roleIn(model, book, person)
		if (!role) return 'not-found'
		const isFixed = calendar.owner ? calendar.owner === person : role === 'owner' || role === 'admin'
		if (isFixed) return 'fixed-access'
		drop(model.grants, (grant) => grant.calendar === id && grant.person === person)
		if (level !== 'by-role') model.grants.push({ calendar: id, person, level })
		return 'ok'
	}
}

function drop<Row>(rows: Row[], matches: (row: Row) => boolean): void {
	for (let index = rows.length - 1; index >= 0; index -= 1) {
		const row = rows[index]
		if (row !== undefined && matches(row)) rows.splice(index, 1)
	}
}
