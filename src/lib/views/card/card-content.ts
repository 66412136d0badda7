/**
 * What an appointment's card says and which classes it wears, the same in all six views. Plain functions without DOM:
 * `Card.svelte` and `card-markup.ts` (for FullCalendar) draw it, `card.css` colours it.
 */
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import { isBusyKey, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import { DAY, dayOf } from '#lib/core/time/wall.ts'
import type { Colour } from '#lib/core/workspace/colour.ts'
import { STATUS_LOOK } from './status-look.ts'
import type { TimeWords } from './time-words.ts'

export interface CardWords extends TimeWords {
	/** A resource's name; undefined when it is not known here. */
	readonly nameOf: (resource: ResourceId) => string | undefined
}

export interface CardContent {
	/** The client's name, else the title, else the service. */
	readonly title: string
	/** `14:30–15:30`; empty when all-day. */
	readonly time: string
	/** `14:30` */
	readonly startTime: string
	/** What is done; empty where it would repeat the title. */
	readonly service: string
	/** The status sign: an SVG path in a box of 16 × 16. */
	readonly icon: string
	/** `card hue-teal is-confirmed has-overlap`: the view adds its own to these. */
	readonly classes: string
	/** The whole card in words, for assistive technology. */
	readonly label: string
}

export interface CardContext {
	readonly hue: Colour
	/** How many others it overlaps hard. */
	readonly overlaps: number
	readonly words: CardWords
}

export const UNTITLED = 'Appointment'
/** What a time is called of which nothing else is known. */
const BUSY = 'Busy'
const BUSY_SIGN = 'M2 6.5h12v3h-12z'

/** The name a person would call it by, in sentences and in cards. */
export function titleOf({ key, appointment: { who, what } }: Occurrence): string {
	if (isBusyKey(key)) return BUSY
	return who.name || what.title || what.service || UNTITLED
}

/** What is done, unless that is the name already. */
function serviceOf(occurrence: Occurrence): string {
	const { title, service } = occurrence.appointment.what
	const name = titleOf(occurrence)
	return [service, title].find((text) => text !== '' && text !== name) ?? ''
}

export function describeCard(occurrence: Occurrence, { hue, overlaps, words }: CardContext): CardContent {
	const { status } = occurrence.appointment.state
	const allDay = occurrence.appointment.when.allDay
	const times = {
		title: titleOf(occurrence),
		time: allDay ? '' : words.span(occurrence.start, occurrence.end),
		startTime: allDay ? '' : words.time(occurrence.start)
	}
	if (isBusyKey(occurrence.key)) return { ...times, ...describeBusy(occurrence, words) }
	return {
		...times,
		service: serviceOf(occurrence),
		icon: STATUS_LOOK[status].path,
		classes: `card hue-${hue} is-${status}${overlaps > 0 ? ' has-overlap' : ''}`,
		label: labelOf(occurrence, overlaps, words)
	}
}

/** `Busy, 14:30 to 15:30`, and who or what it is, where that is known. */
function describeBusy(occurrence: Occurrence, words: CardWords) {
	const names = namesOf(occurrence, words).join(', ')
	const label = [BUSY, whenOf(occurrence, words), names].filter((part) => part !== '').join(', ')
	return { service: names, icon: BUSY_SIGN, classes: 'card hue-slate is-busy', label }
}

const namesOf = ({ appointment }: Occurrence, words: CardWords): readonly string[] =>
	appointment.when.resources.map(words.nameOf).filter((name) => name !== undefined)

/** `14:30 to 15:30, Anna Weber, Colour, with Mia, confirmed, overlaps 1 other` */
function labelOf(occurrence: Occurrence, overlaps: number, words: CardWords): string {
	const { state } = occurrence.appointment
	const names = namesOf(occurrence, words)
	const parts = [
		whenOf(occurrence, words),
		titleOf(occurrence),
		serviceOf(occurrence),
		names.length > 0 ? `with ${names.join(' and ')}` : 'unassigned',
		STATUS_LOOK[state.status].label.toLowerCase(),
		occurrence.series ? 'repeats' : '',
		overlaps > 0 ? `overlaps ${overlaps} other${overlaps === 1 ? '' : 's'}` : ''
	]
	return parts.filter((part) => part !== '').join(', ')
}

function whenOf({ appointment, start, end }: Occurrence, words: CardWords): string {
	const first = dayOf(start)
	if (appointment.when.allDay) {
		const days = Math.round((end - start) / DAY)
		return days > 1 ? `All day, ${days} days from ${words.day(first)}` : 'All day'
	}
	const until = dayOf(end) === first ? '' : `${words.day(dayOf(end))} `
	return `${words.time(start)} to ${until}${words.time(end)}`
}
