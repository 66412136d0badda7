/**
 * What a view shows of the others: which appointment somebody holds, and where somebody drags one to. Pure. What did not
 * change keeps its identity, so that a card is drawn again only when its own mark changed.
 */
import type { AppointmentId, ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Span } from '#lib/core/time/wall.ts'
import { toInstant, toWall } from '#lib/core/time/zone.ts'
import { isColour, type Colour } from '#lib/core/workspace/colour.ts'
import type { Person } from '#lib/client/live/live.ts'
import { initialsOf } from '../interaction/lines.ts'

/** On the card of an appointment that somebody holds. */
export interface HeldMark {
	/** `Ben`; `Ben and Cem`; `Ben and 2 others` */
	readonly names: string
	/** `B`; `B+2` where there is no room for names. */
	readonly initials: string
	readonly colour: Colour
	/** `Ben has it open`, `Ben is moving it`: for assistive technology and the tooltip. */
	readonly words: string
}

/** Where somebody drags an appointment to, in the zone of the view. */
export interface PeerGhost {
	/** Of the person: one drags one thing. */
	readonly id: string
	readonly name: string
	readonly colour: Colour
	readonly key: AppointmentId
	readonly span: Span
	readonly allDay: boolean
	readonly resources: readonly ResourceId[]
}

export type Held = ReadonlyMap<AppointmentId, HeldMark>

/** Clears presence from a view that is shown without anybody else. */
export const NOBODY: ReadonlyMap<AppointmentId, HeldMark> = new Map()

/** `before` itself where nobody holds anything else than then. */
export function heldBy(people: readonly Person[], before: Held): Held {
	const byKey = new Map<AppointmentId, Person[]>()
	for (const person of people) {
		const key = person.drag?.key ?? person.holds
		if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), person])
	}
	let isSame = byKey.size === before.size
	const held = new Map<AppointmentId, HeldMark>()
	for (const [key, holders] of byKey) {
		const mark = markOf(holders)
		const known = before.get(key)
		const kept = known && isSameMark(known, mark)
		isSame &&= kept === true
		held.set(key, kept ? known : mark)
	}
	return isSame ? before : held
}

function markOf(holders: readonly Person[]): HeldMark {
	// Who moves it is the one to know of.
	const [first, ...others] = [...holders].sort((a, b) => Number(!!b.drag) - Number(!!a.drag)) as [
		Person,
		...Person[]
	]
	const names = sayNames([first, ...others].map(({ name }) => name))
	const verb = first.drag ? 'moving' : 'open'
	const words = verb === 'moving' ? `${first.name} is moving it` : `${names} ${has(others)} it open`
	return {
		names: verb === 'moving' ? first.name : names,
		initials: `${initialsOf(first.name)}${others.length > 0 ? `+${others.length}` : ''}`,
		colour: colourOf(first),
		words
	}
}

const has = (others: readonly Person[]): string => (others.length > 0 ? 'have' : 'has')

/** `Ben`; `Ben and Cem`; `Ben and 2 others` */
export function sayNames(names: readonly string[]): string {
	const [first = 'Somebody', second, ...rest] = names
	if (second === undefined) return first
	return rest.length === 0 ? `${first} and ${second}` : `${first} and ${rest.length + 1} others`
}

/** The initials count those who look on while somebody moves it; the words do not. */
const isSameMark = (a: HeldMark, b: HeldMark): boolean =>
	a.words === b.words && a.initials === b.initials && a.colour === b.colour

/** A colour that a newer client knows and this one does not is still a person. */
export const colourOf = ({ colour }: Person): Colour => (isColour(colour) ? colour : 'slate')

/** `before` itself where nobody drags, or nothing moved since. */
export function ghostsOf(
	people: readonly Person[],
	viewZone: string,
	before: readonly PeerGhost[]
): readonly PeerGhost[] {
	const ghosts = people.flatMap((person): PeerGhost[] => {
		if (!person.drag) return []
		const { key, to } = person.drag
		const own = (wall: Span['start']) =>
			to.allDay || to.zone === viewZone ? wall : toWall(toInstant(wall, to.zone), viewZone)
		const start = own(to.start)
		// Where the view's clocks are set back in between, the end may come before the start: never drawn inside out.
		const end = Math.max(own(to.end), start) as Span['end']
		const { id, name } = person
		const { allDay, resources } = to
		return [{ id, name, colour: colourOf(person), key, span: { start, end }, allDay, resources }]
	})
	const kept = ghosts.map((ghost) => before.find((known) => isSameGhost(known, ghost)) ?? ghost)
	return kept.length === before.length && kept.every((ghost, index) => ghost === before[index])
		? before
		: kept
}

const isSameGhost = (a: PeerGhost, b: PeerGhost): boolean =>
	a.id === b.id &&
	a.name === b.name &&
	a.colour === b.colour &&
	a.key === b.key &&
	a.span.start === b.span.start &&
	a.span.end === b.span.end &&
	a.allDay === b.allDay &&
	a.resources.length === b.resources.length &&
	a.resources.every((id, index) => id === b.resources[index])
