/**
 * The import of a calendar file: read, compare, show what would happen, write it as one action. Nothing is written
 * before the person said so, a cancel takes back what was written, and the page keeps its frames all the while.
 */
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import type { ImportedEvent, ImportPlan, ImportRead } from '#lib/core/ical/import.ts'
import type { Result } from '#lib/core/result.ts'
import type { BookState } from './book-state.svelte.ts'
import type { CalendarFile } from './calendar-file.ts'
import { takeBack } from './history.ts'
import {
	LINES_SHOWN,
	type ImportLine,
	type ImportProgress,
	type ImportStage,
	type ImportTotals
} from './import-progress.ts'
import { sayStartInFull } from './labels.ts'

const IDLE: ImportStage = { kind: 'idle' }

/** One run; a later one makes it stale. */
interface Run {
	readonly file: string
	cancelled: boolean
}

export class ImportState implements ImportProgress {
	#stage: ImportStage
	#run: Run | undefined
	#plan: ImportPlan | undefined
	readonly #book: BookState
	readonly #breathe: () => Promise<void>

	constructor(book: BookState, breathe: () => Promise<void> = nextTask) {
		this.#book = book
		this.#breathe = breathe
		this.#stage = $state.raw(IDLE)
	}

	get stage(): ImportStage {
		return this.#stage
	}

	async read(file: CalendarFile): Promise<void> {
		this.cancel()
		const run: Run = { file: file.name, cancelled: false }
		this.#run = run
		this.#stage = { kind: 'reading', file: file.name, fraction: 0 }
		const read = await this.#readFile(file, run)
		if (run.cancelled) return
		if (!read.ok) {
			this.#stage = { kind: 'refused', file: file.name, message: read.message }
			return
		}
		const plan = await this.#compare(read.value, run)
		if (run.cancelled || !plan) return
		this.#plan = plan
		const { countUnassigned } = await import('#lib/core/ical/assign.ts')
		this.#draw(run, {
			kind: 'dry-run',
			file: file.name,
			totals: totalsOf(plan),
			lines: linesOf(plan),
			unassigned: countUnassigned(plan),
			notAppointments: plan.notAppointments,
			remarks: plan.remarks
		})
	}

	async #readFile(file: CalendarFile, run: Run): Promise<Result<ImportRead, string>> {
		const { readCalendarFile } = await import('./calendar-file.ts')
		const { about, resources, services } = this.#book.workspace
		return readCalendarFile(file, {
			read: { zone: about.zone, resources, services },
			breathe: this.#breathe,
			isCancelled: () => run.cancelled,
			onprogress: (fraction) => this.#draw(run, { kind: 'reading', file: run.file, fraction })
		})
	}

	async #compare(read: ImportRead, run: Run): Promise<ImportPlan | undefined> {
		this.#draw(run, { kind: 'comparing', file: run.file, fraction: 0 })
		const [{ findExisting }, { planImport }] = await Promise.all([
			import('./import-lookup.ts'),
			import('#lib/core/ical/plan.ts')
		])
		const { index, replica } = this.#book.core
		const existing = await findExisting(
			{
				index,
				replica,
				calendar: this.#book.calendar,
				breathe: this.#breathe,
				isCancelled: () => run.cancelled,
				onprogress: (fraction) => this.#draw(run, { kind: 'comparing', file: run.file, fraction })
			},
			new Set(read.events.map(({ uid }) => uid))
		)
		return run.cancelled ? undefined : planImport(read, (uid) => existing.get(uid))
	}

	async apply(to?: ResourceId): Promise<void> {
		const [plan, run] = [this.#plan, this.#run]
		if (!plan || !run || this.#stage.kind !== 'dry-run') return
		this.#plan = undefined
		const totals = totalsOf(plan)
		this.#stage = { kind: 'applying', file: run.file, totals, fraction: 0 }
		await this.#book.standingStill(() =>
			this.#book.core.editing.inTurn(() => this.#write(plan, run, totals, to))
		)
	}

	async #write(plan: ImportPlan, run: Run, totals: ImportTotals, to: ResourceId | undefined) {
		const [{ applyRecords }, { recordsOfPlan }, { assignPlan }] = await Promise.all([
			import('./bulk.ts'),
			import('#lib/doc/edit/import.ts'),
			import('#lib/core/ical/assign.ts')
		])
		const { calendar, core } = this.#book
		const { editing, deps } = core
		const label = `Imported ${run.file}`
		const bulk = await applyRecords(
			{
				editing,
				calendar,
				by: deps.by,
				label,
				clock: () => performance.now(),
				breathe: this.#breathe,
				isCancelled: () => run.cancelled,
				onprogress: (fraction) => this.#draw(run, { kind: 'applying', file: run.file, totals, fraction })
			},
			recordsOfPlan(calendar, to === undefined ? plan : assignPlan(plan, to))
		)
		const entry = { label, steps: bulk.steps }
		if (bulk.outcome.ok && bulk.outcome.value === 'done') {
			this.#book.did(entry)
			this.#stage = { kind: 'done', file: run.file, totals }
			return
		}
		const { left, kept, refusal } = await takeBack(
			{ editing, device: deps.device, by: deps.by, breathe: this.#breathe },
			entry
		)
		// What could not be taken back now is an undo step of its own.
		this.#book.did(left)
		const stays = [refusal, kept.length > 0 ? `${kept.length} parts that were changed meanwhile stay` : '']
		const message = [bulk.outcome.ok ? '' : bulk.outcome.message, ...stays]
			.filter((one) => one !== '')
			.join('. ')
		this.#stage =
			message === '' ? { kind: 'cancelled', file: run.file } : { kind: 'refused', file: run.file, message }
	}

	cancel(): void {
		if (!this.#run) return
		this.#run.cancelled = true
		// While it is being written the end comes when everything is taken back.
		if (this.#stage.kind === 'applying') return
		if (this.#stage.kind !== 'done') this.#stage = { kind: 'cancelled', file: this.#run.file }
		this.#plan = undefined
	}

	close(): void {
		if (this.#stage.kind === 'applying') return
		this.cancel()
		this.#stage = IDLE
	}

	/** A cancelled run draws nothing more. */
	#draw(run: Run, stage: ImportStage) {
		if (!run.cancelled && this.#run === run) this.#stage = stage
	}
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve))

const totalsOf = ({ fresh, changed, unchanged, unreadable }: ImportPlan): ImportTotals => ({
	added: fresh.length,
	changed: changed.length,
	unchanged: unchanged.length,
	unreadable: unreadable.length
})

/** What needs a look first: the unreadable, then what changes, then the rest. */
function linesOf({ fresh, changed, unchanged, unreadable }: ImportPlan): readonly ImportLine[] {
	const lines: ImportLine[] = unreadable.slice(0, LINES_SHOWN).map(({ title, when, line, reason }) => ({
		title: title || `Line ${line}`,
		when,
		outcome: 'unreadable',
		reason,
		line
	}))
	const add = (event: ImportedEvent, outcome: ImportLine['outcome'], reason: string) => {
		if (lines.length < LINES_SHOWN) lines.push(lineOf(event, outcome, reason))
	}
	for (const { event } of changed) add(event, 'changed', event.remarks.join(' '))
	for (const event of fresh) add(event, 'added', event.remarks.join(' '))
	for (const { event, reason } of unchanged) add(event, 'unchanged', reason)
	return lines
}

const lineOf = (event: ImportedEvent, outcome: ImportLine['outcome'], reason: string): ImportLine => ({
	title: event.title,
	when: `${sayStartInFull(event.start, event.allDay)}${event.kind === 'series' ? ', repeats' : ''}`,
	outcome,
	reason
})
