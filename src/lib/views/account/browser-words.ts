/** A device in a list: what its browser calls itself, in words a person knows it by. */

/** The first that is named wins: Edge and Opera also call themselves Chrome, Chrome also Safari. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\bFirefox\/|\bFxiOS\//, 'Firefox'],
	[/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bCrOS\b/, 'Chromebook'],
	[/\bWindows\b/, 'Windows'],
	[/\bMacintosh\b/, 'Mac'],
	[/\bLinux\b/, 'Linux']
]

/** `agent`: the header `User-Agent`; may be empty. */
export function sayBrowser(agent: string): string {
	const named = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(agent))?.[1]
	const [browser, system] = [named(BROWSERS), named(SYSTEMS)]
	if (browser && system) return `${browser} on ${system}`
	return browser ?? system ?? 'A browser that does not name itself'
}

/** `24 Nov 2026, 14:30` of an instant in milliseconds, in the zone of this machine: it is the person's own time. */
export const sayMoment = (at: number, locale: string): string =>
	new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
