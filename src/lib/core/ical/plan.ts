/**
 * The dry run of an import: what is new, what changed, what stays, and why. The hash in `more.source` is of the content
 * as we read it, without sequence and stamps: a program that writes the same calendar anew with new stamps changes
 * nothing, and the same file twice is unchanged as a whole.
 */
import {
	GROUP_NAMES,
	type Appointment,
	type AppointmentId,
	type Groups,
	type Source
} from '../appointment/appointment.ts'
import { appointmentId, isSeriesId, seriesId } from '../appointment/ids.ts'
import type { SeriesTime } from '../recurrence/series.ts'
import type { Wall } from '../time/wall.ts'
import { hashOf, hashOfValue } from './hash.ts'
import type {
	Existing,
	ExistingDate,
	ImportedEvent,
	ImportedOverride,
	ImportedPart,
	ImportPlan,
	ImportRead,
	PlannedChange,
	PlannedNothing
} from './import.ts'

/** UIDs of records made here: `<id>@daybook`, so that a file of ours finds its own records again. */
const OURS = '@daybook'
const OUR_UID = /^(?:\d{6}|s)-[0-9a-z]+@daybook$/

/** The UID a record is exported with: the one it came with, or its own id. */
export const uidOf = (record: { readonly id: AppointmentId; readonly more: Appointment['more'] }): string =>
	record.more.source?.uid ?? `${record.id}${OURS}`

/** The id a UID of ours names, or undefined for all others. */
export const ownIdOf = (uid: string): AppointmentId | undefined =>
	OUR_UID.test(uid) ? uid.slice(0, -OURS.length) : undefined

/** The id of an imported appointment: the same on every device. */
export const importedAppointmentId = (uid: string, start: Wall): AppointmentId => {
	const own = ownIdOf(uid)
	return own && !own.startsWith('s-') ? own : appointmentId(start, hashOf(uid))
}

/** The id of an imported series: the same on every device. */
export const importedSeriesId = (uid: string): AppointmentId => {
	const own = ownIdOf(uid)
	return own?.startsWith('s-') ? own : seriesId(hashOf(uid))
}

const withoutSource = <G extends Partial<Groups>>(groups: G): G =>
	groups.more ? { ...groups, more: { ...groups.more, source: null } } : groups

/** Of each part: 30 bits tell a changed part from the same one; the parts together are the hash of the content. */
const PART_LENGTH = 6
const hashOfParts = (parts: readonly unknown[]): string =>
	parts.map((part) => hashOfValue(part).slice(0, PART_LENGTH)).join('.')

/** Hash of the content of a single appointment, part by part in the order of `GROUP_NAMES`. */
export function hashOfSingle(groups: Groups): string {
	const content = withoutSource(groups)
	return hashOfParts(GROUP_NAMES.map((name) => content[name]))
}

/**
 * Hash of the content of a series, its time first, its overrides last with all its overrides: one that is added later is a change. A date deleted here is
 * one the file leaves out (EXDATE); one in which nothing differs is not stored, and counts for nothing.
 */
export const hashOfSeries = (
	time: SeriesTime,
	groups: Omit<Groups, 'when'>,
	overrides: readonly Pick<ImportedOverride, 'original' | 'groups'>[]
): string => {
	const isGone = ({ groups: own }: Pick<ImportedOverride, 'groups'>) => own.state?.status === 'deleted'
	const gone = overrides.filter(isGone).map(({ original }) => original)
	const content = withoutSource(groups)
	return hashOfParts([
		gone.length === 0
			? time
			: { ...time, excluded: [...new Set([...time.excluded, ...gone])].sort((a, b) => a - b) },
		...GROUP_NAMES.filter((name) => name !== 'when').map((name) => content[name]),
		overrides
			.filter((override) => !isGone(override) && Object.keys(override.groups).length > 0)
			.sort((a, b) => a.original - b.original)
			.map((override) => [override.original, withoutSource(override.groups)])
	])
}

/** What the book says about a record for `planImport`: its source, or for one made here the hash of what it is now. */
export const existingOf = (id: AppointmentId, source: Source | null, hashNow: () => string): Existing =>
	source ? { id, hash: source.hash, sequence: source.sequence } : { id, hash: hashNow(), sequence: 0 }

/** Compares what was read with the book, which `existing` answers for by UID. Nothing is written. */
export function planImport(read: ImportRead, existing: (uid: string) => Existing | undefined): ImportPlan {
	const fresh: ImportedEvent[] = []
	const changed: PlannedChange[] = []
	const unchanged: PlannedNothing[] = []
	for (const event of read.events) {
		const before = existing(event.uid)
		const source = sourceOf(event)
		if (!before) fresh.push(event)
		else if (before.isDeleted) changed.push(changeOf(before, comingBack(event)))
		else if (before.hash === source.hash) unchanged.push({ event, reason: '' })
		else if (source.sequence < before.sequence) unchanged.push({ event, reason: olderThan(source, before) })
		else changed.push(changeOf(before, event))
	}
	const { unreadable, notAppointments, remarks } = read
	return { fresh, changed, unchanged, unreadable, notAppointments, remarks }
}

const comingBack = (event: ImportedEvent): ImportedEvent => ({
	...event,
	remarks: [...event.remarks, 'It was deleted here and comes back.']
})

/**
 * Dates of a series that the book has and the file does not: one that was taken out (EXDATE) must not stay behind, and
 * one that is as the series again follows it, as long as nobody wrote on the series by hand.
 */
function changeOf(before: Existing, event: ImportedEvent): PlannedChange {
	const { id, dates = [], isAsImported = false } = before
	const keep = partsToKeep(before, event)
	if (event.kind === 'single') return { id, event, keep, followAgain: [], takenOut: [] }
	const inFile = new Set(event.overrides.map(({ original }) => original))
	const excluded = new Set(event.time.excluded)
	const missing = dates.filter(({ original }) => !inFile.has(original))
	const keys = (found: readonly ExistingDate[]) => found.map(({ key }) => key)
	if (isAsImported) return { id, event, keep, followAgain: keys(missing), takenOut: [] }
	return {
		id,
		event,
		keep,
		followAgain: [],
		takenOut: keys(missing.filter(({ original }) => excluded.has(original)))
	}
}

/**
 * A file is compared with what it said at the last import: where that did not change, what was written by hand since
 * stands. What comes back from the bin or becomes another kind is taken whole.
 */
function partsToKeep({ hash, id, isDeleted }: Existing, event: ImportedEvent): readonly ImportedPart[] {
	if (isDeleted || isSeriesId(id) !== (event.kind === 'series')) return []
	const [before, now] = [hash.split('.'), sourceOf(event).hash.split('.')]
	const first: ImportedPart = event.kind === 'series' ? 'time' : 'when'
	const parts = [first, ...GROUP_NAMES.filter((name) => name !== 'when')]
	return before.length < parts.length ? [] : parts.filter((_, at) => before[at] === now[at])
}

/** The source every imported event carries. */
export const sourceOf = (event: ImportedEvent): Source =>
	event.groups.more.source ?? { uid: event.uid, sequence: 0, hash: '' }

const olderThan = (source: Source, before: Existing) =>
	`Older than what the book has: revision ${source.sequence}, the book has ${before.sequence}`
