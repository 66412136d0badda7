/** A time of a question on its button, in two lines. */
import type { Move } from '#lib/client/book.ts'
import { dayOf } from '#lib/core/time/wall.ts'
import type { TimeWords } from '#lib/views/card/time-words.ts'

export interface TimeLines {
	/** `Tue 24 Nov` */
	readonly day: string
	/** `14:30–15:15`; `All day` */
	readonly span: string
}

export const timeOf = ({ start, end, allDay }: Move, words: Pick<TimeWords, 'day' | 'span'>): TimeLines => ({
	day: words.day(dayOf(start)),
	span: allDay ? 'All day' : words.span(start, end)
})
