/** The lines of a VEVENT for everything but its time. The mirror of `read-groups.ts`. */
import type { Groups, Who } from '../appointment/appointment.ts'
import { isColour } from '../workspace/colour.ts'
import { writeReminder } from './alarms.ts'
import { cssFromColour } from './colour-names.ts'
import { escapeParam, escapeText, withoutControls } from './fold.ts'
import type { Named } from './import.ts'
import { CATEGORIES_FIELD, LINK_FIELD, OUR, splitCategories, statusFromIcal, statusToIcal } from './words.ts'

/** `SUMMARY` and what follows it, up to the alarms; not folded. */
export function writeGroups(groups: Groups, resources: readonly Named[]): readonly string[] {
	return [
		...writeWhat(groups),
		...writeState(groups),
		...writeWho(groups.who),
		...writeResources(groups.when.resources, resources),
		...text('DESCRIPTION', groups.note),
		...text(OUR.template, groups.more.template),
		...writeFields(groups.more.fields),
		...groups.more.reminders.flatMap(writeReminder)
	]
}

function writeWhat({ what, who }: Groups): readonly string[] {
	const madeUp = [who.name, what.service].filter((part) => part !== '').join(' · ')
	return [
		...text('SUMMARY', what.title || madeUp),
		...(what.title === '' && madeUp !== '' ? [`${OUR.untitled}:TRUE`] : []),
		...(what.service === '' && what.serviceId === ''
			? []
			: [withId(OUR.service, what.serviceId, what.service)]),
		...text('LOCATION', what.location),
		...(isColour(what.colour) ? [`COLOR:${cssFromColour(what.colour)}`] : []),
		...text(OUR.price, what.price)
	]
}

function writeState({ state }: Groups): readonly string[] {
	const plain = statusToIcal(state.status)
	return [
		`STATUS:${plain}`,
		...(statusFromIcal(plain, '') === state.status ? [] : [`${OUR.status}:${state.status}`]),
		...text(OUR.reason, state.reason),
		...text(OUR.by, state.by)
	]
}

function writeWho({ clientId, name, phone, email, attendees }: Who): readonly string[] {
	return [
		...(clientId === '' && name === '' ? [] : [withId(OUR.client, clientId, name)]),
		...text(OUR.phone, phone),
		...text(OUR.email, email),
		...attendees.map((attendee) => {
			const cn = attendee.name === '' ? '' : `;CN=${escapeParam(attendee.name)}`
			// An address is required (3.8.4.1); this is the one calendars use for "none known".
			const address = withoutControls(attendee.email).replace(/\s/g, '')
			return `ATTENDEE${cn}:${address === '' ? 'invalid:nomail' : `mailto:${address}`}`
		})
	]
}

/** The names for other programs (3.8.1.10), and one line each with the id for ours. */
function writeResources(ids: readonly string[], known: readonly Named[]): readonly string[] {
	const held = ids.map((id) => known.find((one) => one.id === id) ?? { id, name: id })
	if (held.length === 0) return []
	return [
		`RESOURCES:${held.map(({ name }) => escapeText(name)).join(',')}`,
		...held.map(({ id, name }) => withId(OUR.resource, id, name))
	]
}

function writeFields(fields: Readonly<Record<string, string>>): readonly string[] {
	const rest = { ...fields }
	const lines: string[] = []
	const categories = splitCategories(rest[CATEGORIES_FIELD] ?? '')
	if (categories) {
		lines.push(`CATEGORIES:${categories.map(escapeText).join(',')}`)
		delete rest[CATEGORIES_FIELD]
	}
	const link = rest[LINK_FIELD] ?? ''
	if (/^[!-~]+$/.test(link)) {
		lines.push(`URL:${link}`)
		delete rest[LINK_FIELD]
	}
	return Object.keys(rest).length === 0 ? lines : [...lines, ...text(OUR.fields, JSON.stringify(rest))]
}

const text = (name: string, value: string): readonly string[] =>
	value === '' ? [] : [`${name}:${escapeText(value)}`]

const withId = (name: string, id: string, value: string) =>
	`${name}${id === '' ? '' : `;ID=${escapeParam(id)}`}:${escapeText(value)}`
