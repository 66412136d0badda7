/** How this person writes dates: the order of day and month and the names of months come from the locale. */
import type { TypingHabits } from '#lib/core/appointment/typed.ts'
import { wallOf, type Day } from '#lib/core/time/wall.ts'

export function typingHabits(locale: string, today: Day): TypingHabits {
	const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'numeric' })
	const first = format
		.formatToParts(wallOf(2026, 11, 24))
		.find((part) => part.type === 'day' || part.type === 'month')
	const names = (month: 'short' | 'long') => {
		const name = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month })
		return Array.from({ length: 12 }, (_, i) => {
			const parts = name.formatToParts(wallOf(2026, i + 1, 1))
			return (parts.find((part) => part.type === 'month')?.value ?? '').replace('.', '')
		})
	}
	return {
		today,
		order: first?.type === 'month' ? 'mdy' : 'dmy',
		months: pairs(names('long'), names('short'))
	}
}

/** The long name where the short one is its beginning; else the short one, which is what the field shows. */
const pairs = (long: readonly string[], short: readonly string[]) =>
	long.map((name, i) => (name.startsWith(short[i] ?? '') ? name : (short[i] ?? name)))
