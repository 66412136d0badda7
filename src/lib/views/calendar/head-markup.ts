/** The heads of days and hours, as markup for FullCalendar. */

const format = (locale: string, options: Intl.DateTimeFormatOptions) => (wall: number) =>
	escapeHtml(new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(wall))

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

/** `Mon 23` above a column of days; only `Mon` above a month. */
export function dayHead(wall: number, kind: 'month' | 'week' | 'day', locale: string): string {
	const weekday = format(locale, { weekday: kind === 'day' ? 'long' : 'short' })(wall)
	const name = `<span class="day-name">${weekday}</span>`
	return kind === 'month'
		? name
		: `${name}<span class="day-date">${format(locale, { day: 'numeric' })(wall)}</span>`
}

/** `09:00` or `9 AM`, as the locale counts hours. */
export function hourHead(wall: number, locale: string): string {
	const twelve = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12
	return format(locale, twelve ? { hour: 'numeric' } : { hour: '2-digit', minute: '2-digit' })(wall)
}
