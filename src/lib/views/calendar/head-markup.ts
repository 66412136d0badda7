/** The heads of days and hours, as markup for FullCalendar. Formats are made once: each costs as much as a card. */

export interface Heads {
	/** `Mon 23` above a column of days; only `Mon` above a month. */
	readonly day: (wall: number) => string
	/** `09:00` or `9 am`, as the locale counts hours. */
	readonly hour: (wall: number) => string
}

export function createHeads(kind: 'month' | 'week' | 'day', locale: string): Heads {
	const format = (options: Intl.DateTimeFormatOptions) => {
		const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
		return (wall: number) => escapeHtml(made.format(wall))
	}
	const weekday = format({ weekday: kind === 'day' ? 'long' : 'short' })
	const date = format({ day: 'numeric' })
	const twelve = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12
	return {
		day: (wall) => {
			const name = `<span class="day-name">${weekday(wall)}</span>`
			return kind === 'month' ? name : `${name}<span class="day-date">${date(wall)}</span>`
		},
		hour: format(twelve ? { hour: 'numeric' } : { hour: '2-digit', minute: '2-digit' })
	}
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
