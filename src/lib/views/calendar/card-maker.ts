/** Makes the cards a view shows from its props; a card whose occurrence and look are unchanged is the same object. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Colour } from '#lib/core/workspace/colour.ts'
import { describeCard, type CardContent, type CardWords } from '#lib/views/card/card-content.ts'
import { createTimeWords, type TimeWords } from '#lib/views/card/time-words.ts'
import { cardOf, moreCard, type CardsByKey, type DrawnCard } from './event-input.ts'
import type { Capped } from './month-cap.ts'
import type { EngineViewProps } from './options.ts'

interface Made {
	readonly occurrence: Occurrence
	readonly hue: Colour
	readonly overlaps: number
	readonly fixed: boolean
	readonly card: DrawnCard
}

export class CardMaker {
	readonly #words: TimeWords
	#resources: EngineViewProps['resources'] = []
	#names = new Map<string, string>()
	#made = new Map<string, Made>()

	constructor(locale: string) {
		this.#words = createTimeWords(locale)
	}

	cards(props: EngineViewProps, { shown, more }: Capped): CardsByKey {
		if (props.resources !== this.#resources) this.#rename(props.resources)
		const made = new Map<string, Made>()
		const cards = new Map<string, DrawnCard>()
		for (const occurrence of shown) {
			const each = this.#make(occurrence, props)
			made.set(occurrence.key, each)
			cards.set(occurrence.key, each.card)
		}
		for (const [day, count] of more) {
			const card = moreCard(day, count)
			cards.set(card.key, card)
		}
		this.#made = made
		return cards
	}

	content(occurrence: Occurrence, props: EngineViewProps): CardContent {
		const content = describeCard(occurrence, { ...lookOf(occurrence, props), words: this.#cardWords })
		return occurrence.appointment.when.allDay ? this.#wholeDay(occurrence, content) : content
	}

	/** Without columns a day off or a holiday does not say whose it is, unless its title does. */
	#wholeDay({ appointment }: Occurrence, content: CardContent): CardContent {
		const classes = `${content.classes} whole-day`
		if (content.service !== '') return { ...content, classes }
		const names = appointment.when.resources
			.map((id) => this.#names.get(id) ?? '')
			.filter((name) => name !== '' && !content.title.includes(name.split(' ')[0] as string))
		return { ...content, classes, service: names.join(', ') }
	}

	#make(occurrence: Occurrence, props: EngineViewProps): Made {
		const look = lookOf(occurrence, props)
		const old = this.#made.get(occurrence.key)
		const fixed = !(props.mayChange?.(occurrence) ?? true)
		const isSame =
			old?.occurrence === occurrence &&
			old.hue === look.hue &&
			old.overlaps === look.overlaps &&
			old.fixed === fixed
		if (old && isSame) return old
		return { occurrence, ...look, fixed, card: cardOf(occurrence, this.content(occurrence, props), fixed) }
	}

	/** The names stand in every label, so all cards are made anew. */
	#rename(resources: EngineViewProps['resources']): void {
		this.#resources = resources
		this.#names = new Map(resources.map(({ id, name }) => [id, name]))
		this.#made = new Map()
	}

	get #cardWords(): CardWords {
		return { ...this.#words, nameOf: (resource) => this.#names.get(resource) }
	}
}

const lookOf = (occurrence: Occurrence, { hueOf, conflicts }: EngineViewProps) => ({
	hue: hueOf(occurrence),
	overlaps: conflicts.get(occurrence.key)?.length ?? 0
})
