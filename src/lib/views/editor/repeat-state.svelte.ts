/**
 * How the appointment in the editor repeats: what stands in the book, what was chosen on top, and the rules to be saved.
 * A rule the fields cannot show stays untouched until another one is chosen.
 */
import type { When } from '#lib/core/appointment/appointment.ts'
import { typedDay } from '#lib/core/appointment/typed.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { DraftRules } from '#lib/core/appointment/draft.ts'
import {
	checkRule,
	draftOfRule,
	followStart,
	type CheckedRule,
	type Repeat,
	type RuleErrors
} from '#lib/core/recurrence/rule-draft.ts'
import { segmentIndexAt, type Segment, type Series } from '#lib/core/recurrence/series.ts'
import { dayOf, type Day } from '#lib/core/time/wall.ts'
import { sayRules, saySeries } from '#lib/views/series/say-series.ts'

export interface RepeatDeps {
	readonly series: () => Series | undefined
	readonly occurrence: () => Occurrence | undefined
	/** As the fields say it; undefined while one of them cannot be read. */
	readonly when: () => When | undefined
	/** As it stood before anything was typed. */
	readonly before: () => When | undefined
	readonly habits: () => DraftRules
	readonly locale: () => string
}

const READ: CheckedRule = { rule: undefined, errors: {} }

export class RepeatState {
	readonly #deps: RepeatDeps
	#chosen: Repeat | undefined
	/** What stands in the book. */
	readonly base: Repeat
	readonly value: Repeat
	readonly touched: boolean
	readonly #when: When | undefined
	readonly #checked: CheckedRule
	readonly errors: RuleErrors
	/** What is to be saved: undefined while nothing was chosen or a field cannot be read. */
	readonly rules: readonly string[] | undefined
	/** Of what was chosen, and of a rule the fields cannot show; undefined while a field cannot be read. */
	readonly sentence: string | undefined

	constructor(deps: RepeatDeps) {
		this.#deps = deps
		this.#chosen = $state.raw()
		this.base = $derived(this.#baseOf(deps.series()))
		this.value = $derived(this.#chosen ?? this.base)
		this.touched = $derived(
			this.#chosen !== undefined && JSON.stringify(this.#chosen) !== JSON.stringify(this.base)
		)
		this.#when = $derived(deps.when() ?? deps.before())
		this.#checked = $derived(this.#check())
		this.errors = $derived(this.touched ? this.#checked.errors : {})
		this.rules = $derived(this.#rules())
		this.sentence = $derived(this.#sentence())
	}

	choose(repeat: Repeat): void {
		this.#chosen = repeat
	}

	/** The date was moved to another day: "every week on Tuesday" of what is not made yet goes with it. */
	follow(before: string, after: string): void {
		const habits = this.#deps.habits()
		const [from, to] = [typedDay(before, habits), typedDay(after, habits)]
		if (typeof this.#chosen === 'object' && from.ok && to.ok)
			this.#chosen = followStart(this.#chosen, from.value, to.value)
	}

	/** As it was kept outside the page. */
	takeUp(rules: readonly string[], when: When | undefined): void {
		if (!when) return
		const repeat = draftOfRule(rules, when.start)
		if (repeat !== 'custom') this.#chosen = repeat
	}

	discard(): void {
		this.#chosen = undefined
	}

	/** The stretch of the series that the date is in, as an index. */
	get stretch(): number {
		const series = this.#deps.series()
		return series ? this.#index(series) : 0
	}

	/** The day the fields speak of. */
	get day(): Day | undefined {
		return this.#when && dayOf(this.#when.start)
	}

	#baseOf(series: Series | undefined): Repeat {
		const segment = series && (series.time.segments[this.#index(series)] as Segment)
		if (!segment) return 'once'
		if (segment.excludedRules.length > 0 || segment.rules.length === 0) return 'custom'
		return draftOfRule(segment.rules, segment.from)
	}

	#index({ time }: Series): number {
		const original = this.#deps.occurrence()?.series?.original
		return original === undefined ? time.segments.length - 1 : segmentIndexAt(time, original)
	}

	#check(): CheckedRule {
		const { value } = this
		if (typeof value !== 'object' || !this.#when) return READ
		const { start: from, allDay } = this.#when
		return checkRule(value, { from, allDay }, this.#deps.habits())
	}

	#rules(): readonly string[] | undefined {
		if (!this.touched || this.value === 'custom') return undefined
		if (this.value === 'once') return []
		return this.#checked.rule === undefined ? undefined : [this.#checked.rule]
	}

	#sentence(): string | undefined {
		const series = this.#deps.series()
		const locale = this.#deps.locale()
		if (series && !this.touched)
			return this.base === 'custom' ? saySeries(series.time, locale, this.#index(series)) : undefined
		return this.rules && this.#when && this.rules.length > 0
			? sayRules(this.rules, this.#when, locale)
			: undefined
	}
}
