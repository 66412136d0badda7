/** When something was done, as a person on this device would say it. */

/** `14:20` today, else `Tue 24 Nov, 14:20`; in the zone of the device, as its clock stands beside it. */
export function sayMoment(atMs: number, nowMs: number, locale: string, timeZone?: string): string {
	const zone = timeZone === undefined ? {} : { timeZone }
	const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone }).format(atMs)
	const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', ...zone })
	const date = day.format(atMs)
	return date === day.format(nowMs) ? time : `${date.replace(/,(?= \d)/, '')}, ${time}`
}
