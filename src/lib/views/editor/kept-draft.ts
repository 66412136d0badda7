/** The shape of a draft outside the page, checked when it is read: an older version may have written it. */
import type { Move } from '#lib/client/book.ts'
import { readEdits } from '#lib/core/appointment/draft-edits.ts'
import type { Draft } from '#lib/core/appointment/draft.ts'
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import type { Wall } from '#lib/core/time/wall.ts'

export type EditorTarget =
	{ readonly kind: 'edit'; readonly key: AppointmentId } | { readonly kind: 'new'; readonly when: Move }

export interface KeptDraft {
	/** Milliseconds since the epoch. */
	readonly at: number
	readonly edits: Partial<Draft>
	/** Of a new appointment. */
	readonly when?: Move
	/** Of a new appointment, where another than the usual one was chosen. */
	readonly calendar?: CalendarId
	/** Where another way of repeating was chosen. */
	readonly rules?: readonly string[]
}

/** Under this key lies the target of the editor that stood open with something typed in it. */
export const OPEN_DRAFT = 'open'

export function readKept(stored: unknown): KeptDraft | undefined {
	const found = parts(stored)
	if (!found || typeof found['at'] !== 'number') return undefined
	const edits = readEdits(found['edits'])
	const rules = readTexts(found['rules'])
	if (Object.keys(edits).length === 0 && !rules) return undefined
	const when = readMove(found['when'])
	const calendar = found['calendar']
	return {
		at: found['at'],
		edits,
		...(when && { when }),
		...(typeof calendar === 'string' && { calendar }),
		...(rules && { rules })
	}
}

const readTexts = (stored: unknown): readonly string[] | undefined =>
	Array.isArray(stored) && stored.every((one) => typeof one === 'string') ? stored : undefined

export function readTarget(stored: unknown): EditorTarget | undefined {
	const found = parts(stored)
	if (found?.['kind'] === 'edit' && typeof found['key'] === 'string')
		return { kind: 'edit', key: found['key'] }
	const when = readMove(found?.['when'])
	return found?.['kind'] === 'new' && when ? { kind: 'new', when } : undefined
}

const parts = (stored: unknown): Readonly<Record<string, unknown>> | undefined =>
	typeof stored === 'object' && stored !== null ? (stored as Readonly<Record<string, unknown>>) : undefined

function readMove(stored: unknown): Move | undefined {
	const found = parts(stored)
	if (!found) return undefined
	const { start, end, zone, allDay, resources } = found
	if (
		typeof start !== 'number' ||
		typeof end !== 'number' ||
		typeof zone !== 'string' ||
		!Array.isArray(resources)
	)
		return undefined
	const ids = resources.filter((id): id is string => typeof id === 'string')
	return { start: start as Wall, end: end as Wall, zone, allDay: allDay === true, resources: ids }
}
