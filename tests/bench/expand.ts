/** A program: prints how long the dates of 2,000 mixed series in one week take, for the first time, again, and the next week. */
import { overrideKey } from '#lib/core/appointment/ids.ts'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { createExpander, type Expander } from '#lib/core/recurrence/expand.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import { addDays, dayOf, MINUTE, wallOf, type Day, type Span } from '#lib/core/time/wall.ts'

export interface Report {
	readonly name: string
	readonly figures: readonly Figure[]
}
interface Figure {
	readonly label: string
	readonly value: number
	readonly unit: string
	/** The bar of design §12. */
	readonly bar?: string
}

const SERIES = 2_000
/** Warm is compiled, too: with fewer rounds the median still is not. */
const ROUNDS = 25
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const
const ZONES = ['Europe/Berlin', 'Europe/Berlin', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const
const MONDAY = dayOf(wallOf(2026, 11, 23))
const week = (monday: Day): Span<Day> => ({ start: monday, end: addDays(monday, 7) })

/** What a salon of many years has: half of it weekly, some daily since 2005, monthly, yearly, ended, counted, odd. */
function ruleOf(n: number): string {
	const day = DAYS[n % 6]
	const other = DAYS[(n + 2) % 6]
	switch (n % 20) {
		case 0:
		case 1:
			return `FREQ=DAILY;INTERVAL=${1 + (n % 3)}`
		case 2:
			return 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR'
		case 3:
			return `FREQ=WEEKLY;COUNT=${10 + (n % 900)};BYDAY=${day}`
		case 4:
			return `FREQ=WEEKLY;UNTIL=20270331T235959;BYDAY=${day}`
		case 5:
		case 6:
		case 7:
			return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day},${other}`
		case 8:
		case 9:
			return `FREQ=MONTHLY;BYMONTHDAY=${1 + (n % 31)}`
		case 10:
			return `FREQ=MONTHLY;BYDAY=${1 + (n % 4)}${day}`
		case 11:
			return `FREQ=MONTHLY;BYDAY=-1${day}`
		case 12:
			return 'FREQ=YEARLY'
		case 13:
			return `FREQ=YEARLY;BYMONTH=11;BYDAY=4TH`
		case 14:
			return n % 40 === 14
				? 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'
				: 'FREQ=YEARLY;BYWEEKNO=48;BYDAY=TU'
		default:
			return `FREQ=WEEKLY;BYDAY=${day}`
	}
}

function makeSeries(): readonly Series[] {
	return Array.from({ length: SERIES }, (_, n) => {
		const from = wallOf(2005 + (n % 21), 1 + (n % 12), 1 + (n % 28), 8 + (n % 10), (n % 4) * 15)
		const segment = {
			from,
			rules: [ruleOf(n)],
			excludedRules: [],
			duration: 45 * MINUTE,
			resources: [`p${n % 12}`]
		}
		const time = { zone: ZONES[n % 5]!, allDay: false, segments: [segment], excluded: [], added: [] }
		return { ...EMPTY_GROUPS, id: `s-${n}`, calendar: 'bench', time }
	})
}

/** A tenth has a status on a date of the week. */
const overridesOf = ({ id }: Series, n: number): readonly Override[] =>
	n % 10 === 0
		? [
				{
					key: overrideKey(id, wallOf(2026, 11, 24)),
					calendar: 'bench',
					state: { ...EMPTY_GROUPS.state, status: 'arrived' }
				}
			]
		: []

const median = (values: readonly number[]) =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

function timed(work: () => number): { readonly ms: number; readonly found: number } {
	const before = performance.now()
	const found = work()
	return { ms: performance.now() - before, found }
}

/** Cold is the first of all, with the code not yet compiled: once in a process. The others are medians. */
function run(): Report {
	const rounds = Array.from({ length: ROUNDS }, () => {
		const series = makeSeries()
		const overrides = series.map(overridesOf)
		const { expand } = createExpander()
		// Moving the made-up series to where old objects live is no part of expanding them.
		globalThis.gc?.()
		const show = (shown: Span<Day>, by: Expander['expand']) => () =>
			series.reduce(
				(sum, one, n) =>
					sum + occurrencesOf(one, overrides[n]!, shown, 'Europe/Berlin', { expand: by }).length,
				0
			)
		return {
			cold: timed(show(week(MONDAY), expand)),
			next: timed(show(week(addDays(MONDAY, 7)), expand)),
			again: timed(show(week(MONDAY), expand))
		}
	})
	const first = rounds[0]!
	return {
		name: `a week of ${SERIES} series (${first.cold.found} occurrences)`,
		figures: [
			{ label: 'cold', value: first.cold.ms, unit: 'ms', bar: '≤ 100' },
			{ label: 'rules read anew', value: median(rounds.map(({ cold }) => cold.ms)), unit: 'ms' },
			{
				label: 'the following week',
				value: median(rounds.map(({ next }) => next.ms)),
				unit: 'ms',
				bar: '≤ 20'
			},
			{
				label: 'the same week again',
				value: median(rounds.map(({ again }) => again.ms)),
				unit: 'ms',
				bar: '≤ 20'
			}
		]
	}
}

// A process of its own for each cold start: `figures/expand.ts` reads what it prints.
console.log(JSON.stringify(run()))
