/**
 * From the editor's fields back to the groups of an appointment, and what was typed kept apart from what stands in the
 * book: `edits` over a base that may change underneath, so that a colleague's change of another field is never undone.
 */
import type { Wall } from '../time/wall.ts'
import type { Groups, When } from './appointment.ts'
import { newDraft, type Draft } from './draft.ts'
import { STATUSES } from './status.ts'

/** All groups as the fields say them, on top of those the fields do not show. */
export const groupsOf = (base: Groups, draft: Draft, when: When): Groups => ({
	when,
	state: draft.status === base.state.status ? base.state : { ...base.state, status: draft.status },
	what: {
		title: draft.title.trim(),
		serviceId: draft.serviceId,
		service: draft.service.trim(),
		location: draft.location.trim(),
		colour: draft.colour,
		price: draft.price.trim()
	},
	who: {
		...base.who,
		clientId: draft.client.trim() === base.who.name ? base.who.clientId : '',
		name: draft.client.trim(),
		phone: draft.phone.trim(),
		email: draft.email.trim()
	},
	note: draft.note,
	more: base.more
})

/** The groups that differ from `base`: what the editor saves, so that a colleague's edit of another group stays. */
export function touchedGroups(base: Groups, edited: Groups): Partial<Groups> {
	const touched: { -readonly [Name in keyof Groups]?: Groups[Name] } = {}
	if (differs(base.when, edited.when)) touched.when = edited.when
	if (differs(base.state, edited.state)) touched.state = edited.state
	if (differs(base.what, edited.what)) touched.what = edited.what
	if (differs(base.who, edited.who)) touched.who = edited.who
	if (base.note !== edited.note) touched.note = edited.note
	return touched
}

const differs = (a: object, b: object): boolean =>
	Object.entries(a).some(
		([key, value]) => JSON.stringify(value) !== JSON.stringify((b as Record<string, unknown>)[key])
	)

/** The fields in which `draft` says something else than `base`. */
export function editsOf(base: Draft, draft: Draft): Partial<Draft> {
	const fields = Object.entries(draft).filter(
		([field, value]) =>
			JSON.stringify(value) !== JSON.stringify((base as unknown as Record<string, unknown>)[field])
	)
	return Object.fromEntries(fields)
}

const MODEL = newDraft({ start: 0 as Wall, end: 0 as Wall, zone: 'UTC', allDay: false, resources: [] })

/** Edits that were kept outside the page; a field of the wrong kind is left out (another version, a damaged store). */
export function readEdits(kept: unknown): Partial<Draft> {
	if (typeof kept !== 'object' || kept === null) return {}
	const model = MODEL as unknown as Readonly<Record<string, unknown>>
	const fields = Object.entries(kept).filter(
		([field, value]) => field in model && isLike(field, value, model[field])
	)
	return Object.fromEntries(fields)
}

function isLike(field: string, value: unknown, model: unknown): boolean {
	if (field === 'status') return (STATUSES as readonly unknown[]).includes(value)
	if (Array.isArray(model)) return Array.isArray(value) && value.every((one) => typeof one === 'string')
	return typeof value === typeof model
}
