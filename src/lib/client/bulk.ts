/**
 * Many records at once (an import, the demo) in slices that leave the page its frames. Series come first, since their
 * dates need them; then by home month, so that a slice touches one document or two.
 */
import type { CalendarId } from '#lib/core/appointment/appointment.ts'
import { ok, type Result } from '#lib/core/result.ts'
import { importPlan, roomsToImport, type ImportedRecords } from '#lib/doc/edit/import.ts'
import type { EditRefusal } from '#lib/doc/edit/plan.ts'
import { homeRoom } from '#lib/doc/rooms.ts'
import type { UndoStep } from '#lib/doc/write.ts'
import type { Editing } from './editing.ts'

export interface BulkDeps {
	readonly editing: Editing
	readonly calendar: CalendarId
	readonly by: string
	/** For the journal. */
	readonly label: string
	/** Milliseconds, from any start: how long a slice took. */
	readonly clock: () => number
	readonly breathe: () => Promise<void>
	/** 0-1. */
	readonly onprogress: (fraction: number) => void
	readonly isCancelled: () => boolean
}

export interface Bulk {
	/** In order; also those that were done before a refusal or a cancel. */
	readonly steps: readonly UndoStep[]
	readonly outcome: Result<'done' | 'cancelled', EditRefusal>
}

/** Half a frame: the other half is for what the slice makes the views draw. */
const SLICE_MS = 8
const FIRST_SLICE = 32

export async function applyRecords(deps: BulkDeps, records: ImportedRecords): Promise<Bulk> {
	const parts = inOrder(deps.calendar, records)
	const steps: UndoStep[] = []
	let size = FIRST_SLICE
	for (let at = 0; at < parts.length;) {
		if (deps.isCancelled()) return { steps, outcome: ok('cancelled') }
		const slice = { ...sliceOf(parts.slice(at, at + size)), ...(records.keep && { keep: records.keep }) }
		// Opening documents is waiting, not work: the slice begins when its plan does.
		let begun = deps.clock()
		const applied = await deps.editing.apply(roomsToImport(deps, slice), deps.label, (docOf) => {
			begun = deps.clock()
			return importPlan({ calendar: deps.calendar, docOf, by: deps.by }, slice)
		})
		const spent = deps.clock() - begun
		if (!applied.ok) return { steps, outcome: applied }
		steps.push(applied.value.step)
		at += size
		deps.onprogress(Math.min(1, at / parts.length))
		size = nextSize(size, spent)
		await deps.breathe()
	}
	return { steps, outcome: ok('done') }
}

const nextSize = (size: number, spent: number): number =>
	spent > SLICE_MS ? Math.max(8, Math.floor(size / 2)) : spent < SLICE_MS / 2 ? Math.min(512, size * 2) : size

type Part =
	| { readonly kind: 'series'; readonly record: ImportedRecords['series'][number] }
	| { readonly kind: 'appointment'; readonly record: ImportedRecords['appointments'][number] }
	| { readonly kind: 'override'; readonly record: ImportedRecords['overrides'][number] }
	| { readonly kind: 'replaced'; readonly record: string }
	| { readonly kind: 'follow-again'; readonly record: string }

function inOrder(calendar: CalendarId, records: ImportedRecords): readonly Part[] {
	const series: Part[] = records.series.map((record) => ({ kind: 'series', record }))
	const dated = [
		...records.appointments.map((record) => ({
			room: homeRoom(calendar, record.id),
			part: { kind: 'appointment', record } as const
		})),
		...records.overrides.map((record) => ({
			room: homeRoom(calendar, record.key),
			part: { kind: 'override', record } as const
		}))
	].sort((a, b) => (a.room < b.room ? -1 : a.room > b.room ? 1 : 0))
	const replaced: Part[] = (records.replaced ?? []).map((record) => ({ kind: 'replaced', record }))
	const following: Part[] = (records.followAgain ?? []).map((record) => ({ kind: 'follow-again', record }))
	return [...series, ...dated.map(({ part }) => part), ...replaced, ...following]
}

const sliceOf = (parts: readonly Part[]): ImportedRecords => ({
	series: parts.flatMap((part) => (part.kind === 'series' ? [part.record] : [])),
	appointments: parts.flatMap((part) => (part.kind === 'appointment' ? [part.record] : [])),
	overrides: parts.flatMap((part) => (part.kind === 'override' ? [part.record] : [])),
	replaced: parts.flatMap((part) => (part.kind === 'replaced' ? [part.record] : [])),
	followAgain: parts.flatMap((part) => (part.kind === 'follow-again' ? [part.record] : []))
})
