/**
 * A change of a series in a scope, as a pure function: planning (`doc/edit/scope.ts`) and the preview of what it would do
 * share it. What always holds: dates outside of the scope stay exactly as they are, and so does what single dates say
 * themselves (I4), since originals never move.
 */
import type { Groups } from '../appointment/appointment.ts'
import { ok, type Result } from '../result.ts'
import { dayOf, startOfDay, type Wall } from '../time/wall.ts'
import { changeTime, isFirst, type ScopeRefusal, type TimeChange } from './change-time.ts'
import type { Later, Series } from './series.ts'

export type { ScopeRefusal, TimeChange } from './change-time.ts'

/** `following`: from the date it was asked for on; from the first date of a series that is all of it. */
export type Scope = 'one' | 'following' | 'all'

export type LaterGroups = Partial<Omit<Groups, 'when'>>

export interface SeriesChange {
	readonly time?: TimeChange
	readonly groups?: LaterGroups
}

/** The series as it is after the change; `original` is that of the date it was asked for on. */
export function changeSeries(
	series: Series,
	scope: 'following' | 'all',
	original: Wall,
	{ time: change, groups }: SeriesChange
): Result<Series, ScopeRefusal> {
	const whole = scope === 'all' || isFirst(series.time, original) ? 'all' : scope
	const time = change ? changeTime(series.time, whole, original, change) : ok(series.time)
	if (!time.ok) return time
	const moved = time.value === series.time ? series : { ...series, time: time.value }
	return ok(groups ? changeGroups(moved, whole, original, groups) : moved)
}

function changeGroups(
	series: Series,
	scope: 'following' | 'all',
	original: Wall,
	groups: LaterGroups
): Series {
	const from = scope === 'all' ? (-Infinity as Wall) : startOfDay(dayOf(original))
	const names = Object.keys(groups) as (keyof LaterGroups)[]
	const before = (series.later ?? []).filter((one) => one.from < from)
	const here = (series.later ?? []).find((one) => one.from === from)
	const after = (series.later ?? [])
		.filter((one) => one.from > from)
		.map((one) => without(one, names, groups))
	if (scope === 'all') return withLater({ ...series, ...groups }, after)
	return withLater(series, [...before, { ...here, ...groups, from }, ...after])
}

/** What it says about these groups goes; a deletion stays, and stands over whatever is said before it. */
function without(one: Later, names: readonly (keyof LaterGroups)[], groups: LaterGroups): Later {
	const kept = Object.entries(one).filter(([name]) => {
		if (!names.includes(name as keyof LaterGroups)) return true
		return name === 'state' && (one.state?.status === 'deleted' || groups.state?.status === 'deleted')
	})
	return { from: one.from, ...Object.fromEntries(kept) }
}

function withLater({ later: _, ...series }: Series, later: readonly Later[]): Series {
	const said = later.filter((one) => Object.keys(one).length > 1)
	return said.length === 0 ? series : { ...series, later: said }
}
