/** What a VEVENT says about everything but its time: status, texts, client, attendees, resources, reminders. */
import type { Attendee, Groups, More, ResourceId, State, What, Who } from '../appointment/appointment.ts'
import { colourFromCss } from './colour-names.ts'
import { allOf, firstOf, textOf, type Component, type Property } from './content.ts'
import { MAX_LINE_LENGTH, MAX_NOTE_LENGTH, type Named, type ReadOptions } from './import.ts'
import { CATEGORIES_FIELD, joinCategories, LINK_FIELD, OUR, statusFromIcal } from './words.ts'

/** Gathers the sentences about what was assumed or left out. */
export type Remark = (sentence: string) => void

export interface GroupContext {
	readonly options: ReadOptions
	readonly remark: Remark
	/** METHOD:CANCEL of the file: all of it is cancelled (RFC 5546 3.2.5). */
	readonly cancelled: boolean
	readonly reminders: readonly number[]
}

/** All groups but `when`; `more.source` stays null. */
export function readGroups(component: Component, context: GroupContext): Omit<Groups, 'when'> {
	return {
		state: readState(component, context),
		what: readWhat(component, context),
		who: readWho(component, context),
		note: cut(textOf(component, 'DESCRIPTION'), MAX_NOTE_LENGTH, 'note', context.remark),
		more: readMore(component, context)
	}
}

function readState(component: Component, { cancelled, remark }: GroupContext): State {
	const status = statusFromIcal(textOf(component, 'STATUS'), textOf(component, OUR.status))
	return {
		status: cancelled ? 'cancelled' : status,
		reason: line(component, OUR.reason, remark),
		by: line(component, OUR.by, remark)
	}
}

function readWhat(component: Component, { options, remark }: GroupContext): What {
	const service = firstOf(component, OUR.service)
	const known = service && findNamed(options.services, service)
	const category = options.services?.find((one) =>
		categoriesOf(component).some((name) => sameName(name, one.name))
	)
	return {
		title: textOf(component, OUR.untitled) === '' ? line(component, 'SUMMARY', remark) : '',
		serviceId: known?.id ?? (service ? '' : (category?.id ?? '')),
		service: service ? line(component, OUR.service, remark) : (category?.name ?? ''),
		location: line(component, 'LOCATION', remark),
		colour: colourFromCss(textOf(component, 'COLOR')),
		price: line(component, OUR.price, remark)
	}
}

function readWho(component: Component, { remark }: GroupContext): Who {
	return {
		clientId: firstOf(component, OUR.client)?.params['id'] ?? '',
		name: line(component, OUR.client, remark),
		phone: line(component, OUR.phone, remark),
		email: line(component, OUR.email, remark),
		attendees: readAttendees(component)
	}
}

/** Attendees, and the organiser after them where it is somebody else. */
function readAttendees(component: Component): readonly Attendee[] {
	const attendees = allOf(component, 'ATTENDEE')
		.filter((property) => !isResource(property))
		.map(attendeeOf)
	const organiser = firstOf(component, 'ORGANIZER')
	if (!organiser || organiser.raw === '') return attendees
	const who = attendeeOf(organiser)
	return attendees.some((one) => isSamePerson(one, who)) ? attendees : [...attendees, who]
}

const isSamePerson = (a: Attendee, b: Attendee) =>
	a.email === '' || b.email === '' ? sameName(a.name, b.name) : sameName(a.email, b.email)

const attendeeOf = ({ raw, params }: Property): Attendee => ({
	name: (params['cn'] ?? '').slice(0, MAX_LINE_LENGTH),
	email: /^mailto:/i.test(raw)
		? raw.slice('mailto:'.length)
		: raw.includes('@') && !raw.includes(':')
			? raw
			: ''
})

const isResource = ({ params }: Property) => /^(RESOURCE|ROOM)$/i.test(params['cutype'] ?? '')

/** Ids of the book's resources that the event holds, by id or by name; a name the book lacks is said. */
export function readResources(
	component: Component,
	options: ReadOptions,
	remark: Remark
): readonly ResourceId[] {
	const ours = allOf(component, OUR.resource)
	const named = ours.length > 0 ? ours : namedResources(component)
	const ids = named.flatMap((property) => {
		const known = findNamed(options.resources, property)
		if (!known) remark(`“${property.values[0]}” is no person, room or device of this book and was left out.`)
		return known ? [known.id] : []
	})
	return [...new Set(ids)]
}

/** RESOURCES (3.8.1.10) and attendees that are rooms or devices (3.2.3), as properties with one name each. */
function namedResources(component: Component): readonly Property[] {
	const listed = allOf(component, 'RESOURCES').flatMap((property) =>
		property.values.map((value) => ({ ...property, values: [value] }))
	)
	const invited = allOf(component, 'ATTENDEE')
		.filter(isResource)
		.map((property) => ({ ...property, values: [property.params['cn'] ?? property.raw] }))
	return [...listed, ...invited].filter((property) => property.values[0]?.trim() !== '')
}

function findNamed(known: readonly Named[] | undefined, property: Property): Named | undefined {
	const id = property.params['id']
	return (
		known?.find((one) => one.id === id) ??
		known?.find((one) => sameName(one.name, property.values[0] as string))
	)
}

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

function readMore(component: Component, { reminders, remark }: GroupContext): More {
	return {
		reminders,
		fields: readFields(component),
		template: line(component, OUR.template, remark),
		source: null
	}
}

function readFields(component: Component): Readonly<Record<string, string>> {
	const categories = joinCategories(categoriesOf(component))
	const link = textOf(component, 'URL').trim()
	return {
		...(categories === '' ? {} : { [CATEGORIES_FIELD]: categories }),
		...(link === '' ? {} : { [LINK_FIELD]: link }),
		...ourFields(textOf(component, OUR.fields))
	}
}

const categoriesOf = (component: Component) =>
	allOf(component, 'CATEGORIES').flatMap((property) => property.values)

/** Outside input: whatever is no text is left out. */
function ourFields(json: string): Readonly<Record<string, string>> {
	if (json === '') return {}
	try {
		const value: unknown = JSON.parse(json)
		if (typeof value !== 'object' || value === null) return {}
		return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === 'string'))
	} catch {
		return {}
	}
}

const line = (component: Component, name: string, remark: Remark): string =>
	cut(textOf(component, name), MAX_LINE_LENGTH, name, remark)

function cut(text: string, length: number, name: string, remark: Remark): string {
	if (text.length <= length) return text
	remark(`The ${name} has ${text.length} characters; the first ${length} were kept.`)
	// Never half an emoji at the end.
	return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
