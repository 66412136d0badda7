/** Reads a calendar file in slices: a file of 50 MB leaves the page its frames. */
import type { FileRefusal, ImportRead, ReadOptions } from '#lib/core/ical/import.ts'
import { MAX_FILE_BYTES } from '#lib/core/ical/import.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { decodeCalendar } from '#lib/core/ical/decode.ts'
import { readCalendar } from '#lib/core/ical/read.ts'

/** The part of a browser's `File` that is used. */
export type CalendarFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>

export interface ReadHooks {
	readonly read: ReadOptions
	readonly breathe: () => Promise<void>
	readonly isCancelled: () => boolean
	/** 0-1. */
	readonly onprogress: (fraction: number) => void
	/** Milliseconds, from any start. */
	readonly clock?: () => number
}

export type ReadRefusal = FileRefusal | 'unreadable' | 'cancelled'

/** Under a frame, with room for drawing the progress. */
const SLICE_MS = 10

export async function readCalendarFile(
	file: CalendarFile,
	hooks: ReadHooks
): Promise<Result<ImportRead, ReadRefusal>> {
	// Before a byte of it is in memory.
	if (file.size > MAX_FILE_BYTES) return tooLarge(file)
	let bytes: Uint8Array
	try {
		bytes = new Uint8Array(await file.arrayBuffer())
	} catch {
		return refuse(
			'unreadable',
			`Cannot read "${file.name}": it was moved, deleted or locked since it was chosen`
		)
	}
	await hooks.breathe()
	const decoded = decodeCalendar(bytes)
	if (!decoded.ok) return decoded
	await hooks.breathe()
	return inSlices(readCalendar(decoded.value.text, hooks.read), decoded.value.remarks, hooks)
}

async function inSlices(
	steps: Generator<number, ImportRead>,
	remarks: readonly string[],
	{ clock = () => performance.now(), breathe, isCancelled, onprogress }: ReadHooks
): Promise<Result<ImportRead, ReadRefusal>> {
	for (let begun = clock(), step = steps.next(); ; step = steps.next()) {
		if (step.done) return ok({ ...step.value, remarks: [...remarks, ...step.value.remarks] })
		if (clock() - begun < SLICE_MS) continue
		onprogress(step.value)
		await breathe()
		if (isCancelled()) return refuse('cancelled', 'The import was cancelled: nothing was written')
		begun = clock()
	}
}

const MEGABYTE = 1024 * 1024

const tooLarge = ({ name, size }: CalendarFile) =>
	refuse(
		'too-large',
		`"${name}" has ${Math.ceil(size / MEGABYTE)} MB; up to ${MAX_FILE_BYTES / MEGABYTE} MB can be read. Export it in parts, year by year.`
	)
