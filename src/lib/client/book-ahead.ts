/** What would be: the numbers of a change before it is made, and the dates of a series before it is booked. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import { refuse, type Result } from '#lib/core/result.ts'
import { dayOf, type Day, type Instant, type Span } from '#lib/core/time/wall.ts'
import { toWall } from '#lib/core/time/zone.ts'
import type { Room } from '#lib/doc/rooms.ts'
import type { BookCore } from './book-core.ts'
import type { ActionRefusal, GroupsEdit, Move, NextDate, ScopePreview } from './book.ts'
import { nextDates } from './next-dates.ts'
import { previewScope } from './scope-preview.ts'

export interface BookAheadDeps {
	readonly core: BookCore
	/** What stands on these days, busy times among them. */
	readonly around: (days: Span<Day>) => readonly Occurrence[]
	readonly roomsOf: (days: Span<Day>) => readonly Room[]
	readonly isLoaded: (days: Span<Day>) => boolean
}

export interface BookAhead {
	preview(
		key: AppointmentId,
		scope: Scope,
		what: GroupsEdit | 'delete'
	): Promise<Result<ScopePreview, ActionRefusal>>
	nextDates(
		when: Move,
		rules: readonly string[],
		count: number,
		of: AppointmentId | undefined
	): readonly NextDate[]
}

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve))

export function createBookAhead({ core, around, roomsOf, isLoaded }: BookAheadDeps): BookAhead {
	const { index, replica, deps } = core

	/** Months first: they name the homes of appointments that were moved into them. */
	async function read(days: Span<Day>): Promise<boolean> {
		await replica.read(roomsOf(days))
		await replica.read(roomsOf(days))
		return isLoaded(days)
	}

	return {
		async preview(key, scope, what) {
			const date = index.find(key)
			if (!date) return refuse('not-found', `There is no appointment "${key}" any more`)
			const today = dayOf(toWall(deps.nowMs() as Instant, index.viewZone))
			const counting = {
				viewZone: index.viewZone,
				today,
				overrideOf: (one: AppointmentId) => index.override(one),
				around,
				read,
				clock: () => performance.now(),
				breathe
			}
			return previewScope(counting, { series: index.seriesOf(key), date, scope, what })
		},
		nextDates(when, rules, count, of) {
			const unread: Span<Day>[] = []
			const looking = {
				viewZone: index.viewZone,
				around,
				isLoaded: (days: Span<Day>) => {
					const loaded = isLoaded(days)
					if (!loaded) unread.push(days)
					return loaded
				}
			}
			const dates = nextDates(looking, when, rules, count, of)
			// Called while a view is drawn: nothing reactive may change before it is.
			if (unread.length > 0) queueMicrotask(() => void replica.read([...new Set(unread.flatMap(roomsOf))]))
			return dates
		}
	}
}
