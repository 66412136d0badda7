/** Runs one set of recurrence vectors of the format described in the folder's README through `expand`. */
import { createExpander } from '#lib/core/recurrence/expand.ts'
import { parseRule } from '#lib/core/recurrence/parse-rule.ts'
import { writeRule } from '#lib/core/recurrence/rule.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { DAY, formatWall, HOUR, parseWall, plus, wallOf, type Wall } from '#lib/core/time/wall.ts'
import { toInstant, toWall } from '#lib/core/time/zone.ts'
import { LISTED, OTHER_READINGS, REFUSED } from './disputed.ts'
import { summarise, type SetSummary, type VectorNote } from './summary.ts'

export interface Vector {
	readonly name?: string
	readonly line?: number
	readonly tzid?: string
	/** `19970902T090000`, with a Z for UTC, or a bare date. */
	readonly dtstart: string
	readonly rrule: string
	readonly exdate?: readonly string[]
	readonly rdate?: readonly string[]
	readonly exrule?: readonly string[]
	/** Local times as clocks show them: out of a gap they are shifted. */
	readonly expected: readonly string[]
	/** The same as the rule gives them. */
	readonly expectedNominal?: readonly string[]
	readonly expectedUtc?: readonly string[]
	/** The rule goes on after the last one expected. */
	readonly more?: boolean
	/** A window from here on is expected to show the rest of the list. */
	readonly startAt?: string
	/** The rule is expected to be refused. */
	readonly error?: string
}

/** Some rules end in 2099 or later only by COUNT; the years after that are the same for all. */
const END = wallOf(9998, 1, 1)

export function runSet(name: string, vectors: readonly Vector[]): SetSummary {
	const notes: VectorNote[] = []
	let passed = 0
	for (const [index, vector] of vectors.entries()) {
		const note = judge(vector)
		if (note === undefined) passed += 1
		else notes.push({ ...note, name: nameOf(vector, index) })
	}
	return summarise(name, passed, notes)
}

const nameOf = ({ name, line, rrule }: Vector, index: number): string =>
	`${line === undefined ? `#${index + 1}` : `line ${line}`} ${name ?? ''} ${rrule}`.replaceAll(/\s+/g, ' ')

/** Undefined where it passed. */
function judge(vector: Vector): Omit<VectorNote, 'name'> | undefined {
	const wrong = mismatch(vector, vector.rrule)
	if (wrong === undefined) return undefined
	const reason = disputeOf(vector)
	return reason === undefined ? { kind: 'failed', detail: wrong } : { kind: 'disputed', detail: reason }
}

function disputeOf(vector: Vector): string | undefined {
	const listed = LISTED.find(({ start, rule }) => start === vector.dtstart && rule === vector.rrule)
	if (listed) return listed.reason
	const rule = parseRule(vector.rrule)
	if (!rule.ok) return rule.why === 'other-calendar' ? REFUSED : undefined
	return OTHER_READINGS.find(({ read }) => {
		const other = read(rule.value, wall(vector.dtstart))
		return other && mismatch(vector, writeRule(other)) === undefined
	})?.reason
}

/** What is wrong, or undefined. */
function mismatch(vector: Vector, rule: string): string | undefined {
	const series = seriesOf(vector, rule)
	const { zone } = series
	const nominal = (vector.expectedNominal ?? vector.expected).map(wall)
	const end = vector.more ? plus(nominal.at(-1) ?? END, 1) : END
	const from = (start: Wall) => createExpander().expand(series, { start, end })
	const { dates, problems } = from(wall(vector.dtstart))
	const isRefused = problems.some(({ why }) => why === 'bad-rule')
	if (vector.error !== undefined)
		return isRefused
			? undefined
			: `expected to be refused (${vector.error}), got ${list(dates.map(({ start }) => start))}`
	if (problems.length > 0) return problems.map(({ message }) => message).join('; ')
	const starts = dates.map(({ start }) => start)
	const shown = starts.map((start) => toWall(toInstant(start, zone), zone))
	const instants = starts.map((start) => toInstant(start, zone))
	return (
		differ(vector.expectedNominal ? starts : shown, nominal, '') ??
		differ(shown, vector.expected.map(wall), 'as clocks show them: ') ??
		(vector.expectedUtc &&
			differ(instants as number[] as Wall[], vector.expectedUtc.map(wall), 'in UTC: ')) ??
		seekMismatch(vector, starts, (start) => from(start).dates.map((date) => date.start))
	)
}

/** A window that begins in the middle, or where the vector says, shows exactly the rest. */
function seekMismatch(
	vector: Vector,
	all: readonly Wall[],
	from: (start: Wall) => readonly Wall[]
): string | undefined {
	const middle = all[Math.floor(all.length / 2)]
	const places = [vector.startAt === undefined ? undefined : wall(vector.startAt), middle]
	for (const place of places) {
		if (place === undefined) continue
		const wrong = differ(
			from(place).filter((start) => start >= place),
			all.filter((start) => start >= place),
			`from ${formatWall(place)} on: `
		)
		if (wrong !== undefined) return wrong
	}
	return undefined
}

function seriesOf({ dtstart, tzid, exdate = [], rdate = [], exrule = [] }: Vector, rule: string): SeriesTime {
	const allDay = !dtstart.includes('T')
	const rules = rule === '' ? [] : [rule]
	const duration = allDay ? DAY : HOUR
	return {
		zone: tzid ?? 'UTC',
		allDay,
		segments: [{ from: wall(dtstart), rules, excludedRules: exrule, duration, resources: [] }],
		excluded: exdate.map(wall),
		added: rdate.map((text) => ({ start: wall(text) }))
	}
}

function differ(got: readonly Wall[], expected: readonly Wall[], what: string): string | undefined {
	if (got.length === expected.length && got.every((one, index) => one === expected[index])) return undefined
	const missing = expected.filter((one) => !got.includes(one))
	const extra = got.filter((one) => !expected.includes(one))
	return `${what}${got.length} dates instead of ${expected.length}, missing ${list(missing)}, too many ${list(extra)}`
}

const list = (walls: readonly Wall[]): string =>
	walls.length === 0 ? 'none' : walls.slice(0, 4).map(formatWall).join(' ') + (walls.length > 4 ? ' …' : '')

/** `19970902T090000`, `19970902T090000Z` or `19970902`; a set that says otherwise is broken. */
function wall(text: string): Wall {
	const [, year, month, day, hour = '00', minute = '00', second = '00'] =
		/^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?$/.exec(text) ?? []
	const parsed = parseWall(`${year}-${month}-${day}T${hour}:${minute}:${second}`)
	if (!parsed.ok) throw new Error(`"${text}" is not a time: ${parsed.message}`)
	return parsed.value
}
