/** Whether a change of an appointment has to be asked about, and for which dates it can be meant. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { extentOf } from '#lib/core/recurrence/extent.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import type { Book } from '#lib/client/book.ts'
import type { Question } from './scope-question.svelte.ts'

/** Undefined for what stands alone: a single appointment, a date its series no longer names, a series by its own id. */
export function questionOf(
	book: Pick<Book, 'find' | 'seriesOf'>,
	key: AppointmentId,
	what: Question['what']
): Question | undefined {
	const date = book.find(key)
	const series = book.seriesOf(key)
	if (!date?.series || !series || date.series.detached) return undefined
	const isFirst = extentOf(series.time).first?.original === date.series.original
	const { when, rules } = what === 'delete' ? { when: undefined, rules: undefined } : what
	const { zone, allDay } = series.time
	// A series has one zone and is all-day or not.
	const isOfAll = when !== undefined && (when.zone !== zone || when.allDay !== allDay)
	const scopes: Scope[] = []
	if (!rules) scopes.push('one')
	// From the first date on it is the same as all.
	if (!isFirst && !isOfAll) scopes.push('following')
	if (!rules || rules.length > 0 || isFirst) scopes.push('all')
	return { series, date, what, scopes }
}
