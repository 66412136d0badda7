/** What differs on single dates of the demo's series: taken place, moved, called off, a note. */
import { EMPTY_GROUPS, type When } from '../appointment/appointment.ts'
import { overrideKey } from '../appointment/ids.ts'
import type { Override } from '../recurrence/series.ts'
import type { Day, Span } from '../time/wall.ts'
import { spanAt, type Diary } from './diary.ts'
import { shiftOf, STAFF } from './salon-team.ts'
import { daysOf, type Standing } from './standing.ts'

export interface OverridesContext {
	readonly days: Span<Day>
	readonly today: Day
	readonly diary: Diary
	/** Days on which a resource is away. */
	readonly isAway: (resource: string, day: Day) => boolean
}

/** Takes the time of every series in the diary and says what differs. */
export function overridesOf(context: OverridesContext, standing: readonly Standing[]): readonly Override[] {
	const clients = standing.filter(({ isClient }) => isClient)
	const overrides: Override[] = []
	for (const one of standing) {
		const days = daysOf(one, context.days)
		const future = days.filter((day) => day > context.today && !isAwayOn(context, one, day))
		const n = clients.indexOf(one)
		const special = n < 0 ? undefined : future[n % 2]
		for (const day of days) {
			const override = overrideOn(context, one, day, day === special ? n : -1)
			const when = override?.when ?? { ...spanAt(day, one.minute, one.minutes), resources: resourcesOf(one) }
			const occurs = override?.state?.status !== 'cancelled' && override?.state?.status !== 'deleted'
			if (occurs && !one.series.time.allDay) context.diary.take(when.resources, when)
			if (override) overrides.push(override)
		}
	}
	return overrides
}

const resourcesOf = ({ series }: Standing) => series.time.segments.flatMap(({ resources }) => resources)

/** The team meets without those who are away. */
const isAwayOn = ({ isAway }: OverridesContext, standing: Standing, day: Day): boolean => {
	const [first, ...others] = resourcesOf(standing)
	const isTeam = others.some((id) => STAFF.some((member) => member.id === id))
	return first !== undefined && !isTeam && isAway(first, day)
}

function overrideOn(
	context: OverridesContext,
	standing: Standing,
	day: Day,
	special: number
): Override | undefined {
	const { series, isClient } = standing
	const original = spanAt(day, standing.minute, standing.minutes)
	const base = { key: overrideKey(series.id, original.start), calendar: series.calendar }
	const state = (status: 'cancelled' | 'completed' | 'deleted', reason = '') => ({
		state: { ...EMPTY_GROUPS.state, status, reason, by: 'Front desk' }
	})
	if (isAwayOn(context, standing, day)) {
		return { ...base, ...(isClient ? state('cancelled', 'On holiday') : state('deleted', 'On holiday')) }
	}
	if (isClient && day < context.today) return { ...base, ...state('completed') }
	if (special < 0) return undefined
	if (special % 4 === 1) return { ...base, ...state('cancelled', 'Called off by telephone') }
	if (special % 4 === 2) return { ...base, note: 'Wants ten minutes more to talk about a new look.' }
	const when = special % 4 === 3 ? movedOn(context, standing, day) : undefined
	return when && { ...base, when }
}

/** One hour later or earlier on the same day, where that is within the shift and free. */
function movedOn({ diary }: OverridesContext, standing: Standing, day: Day): When | undefined {
	const resources = resourcesOf(standing)
	const member = STAFF.find(({ id }) => id === resources[0])
	const shift = member && shiftOf(member, day)
	if (!shift) return undefined
	const minute = [standing.minute + 60, standing.minute - 60].find(
		(start) =>
			start >= shift.start &&
			start + standing.minutes <= shift.end &&
			diary.isFree(resources, spanAt(day, start, standing.minutes))
	)
	if (minute === undefined) return undefined
	return {
		...spanAt(day, minute, standing.minutes),
		zone: standing.series.time.zone,
		allDay: false,
		resources
	}
}
