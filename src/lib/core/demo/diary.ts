/** Who and what is taken when, while the demo is being filled: nothing is booked twice unless it is meant. */
import type { ResourceId } from '../appointment/appointment.ts'
import { dayOf, MINUTE, overlaps, plus, startOfDay, type Day, type Span, type Wall } from '../time/wall.ts'

/** Every span lies within one day: the salon sleeps at night. */
export interface Diary {
	readonly isFree: (resources: readonly ResourceId[], span: Span) => boolean
	readonly take: (resources: readonly ResourceId[], span: Span) => void
	/** The end of what holds this resource at this moment, if anything does. */
	readonly heldUntil: (resource: ResourceId, moment: Wall) => Wall | undefined
}

export function createDiary(): Diary {
	const pages = new Map<string, Span[]>()
	const pageOf = (resource: ResourceId, moment: Wall): Span[] => {
		const name = `${dayOf(moment)} ${resource}`
		const page = pages.get(name) ?? []
		pages.set(name, page)
		return page
	}
	return {
		isFree: (resources, span) =>
			resources.every((resource) => !pageOf(resource, span.start).some((taken) => overlaps(taken, span))),
		take: (resources, span) => {
			for (const resource of resources) pageOf(resource, span.start).push(span)
		},
		heldUntil: (resource, moment) =>
			pageOf(resource, moment).find(({ start, end }) => start <= moment && moment < end)?.end
	}
}

/** A span on the wall clock from a day, minutes after its midnight and a length in minutes. */
export function spanAt(day: Day, minute: number, minutes: number): Span {
	const start = plus(startOfDay(day), minute * MINUTE)
	return { start, end: plus(start, minutes * MINUTE) }
}
