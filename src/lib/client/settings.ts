/** How this device likes to see the book: kept per device, never shared. What is stored is checked when it is read. */
import { clampChoice, clampWhole } from './stored-value.ts'

export interface ViewSettings {
	/** 1 = Monday … 7 = Sunday. */
	readonly firstWeekday: number
	/** The grid step of drawing and dragging: 5, 10, 15, 30 or 60 minutes. */
	readonly slotMinutes: number
	/** The part of the day drawn first (the rest is there by scrolling): minutes of the day. */
	readonly dayStart: number
	readonly dayEnd: number
	readonly weekNumbers: boolean
	readonly colourBy: 'status' | 'person' | 'service'
	readonly density: 'comfortable' | 'compact'
	/** BCP 47, for names of days and months and for 12 or 24 hours. */
	readonly locale: string
	/** True: single-key shortcuts are on (WCAG 2.1.4 asks for a switch). */
	readonly shortcuts: boolean
}

export const SLOT_MINUTES = [5, 10, 15, 30, 60] as const
const COLOUR_BY = ['status', 'person', 'service'] as const
const DENSITIES = ['comfortable', 'compact'] as const
const MINUTES_OF_A_DAY = 1440

/** What a new device starts with: its own language, that language's first day of the week, room for fingers where it is touched. */
export const defaultSettings = (locale: string, touched = true): ViewSettings => ({
	firstWeekday: firstWeekdayOf(locale),
	slotMinutes: 15,
	dayStart: 8 * 60,
	dayEnd: 20 * 60,
	weekNumbers: false,
	colourBy: 'person',
	density: touched ? 'comfortable' : 'compact',
	locale,
	shortcuts: true
})

/** Settings of any earlier version, or anything at all: every value that does not hold is the default. */
export function readSettings(stored: unknown, fallback: ViewSettings): ViewSettings {
	if (typeof stored !== 'object' || stored === null) return fallback
	const found = stored as Readonly<Record<string, unknown>>
	const dayStart = clampWhole(found['dayStart'], 0, MINUTES_OF_A_DAY - 60, fallback.dayStart)
	const dayEnd = clampWhole(found['dayEnd'], 60, MINUTES_OF_A_DAY, fallback.dayEnd)
	return {
		firstWeekday: clampWhole(found['firstWeekday'], 1, 7, fallback.firstWeekday),
		slotMinutes: clampChoice(found['slotMinutes'], SLOT_MINUTES, fallback.slotMinutes),
		...(dayStart < dayEnd ? { dayStart, dayEnd } : { dayStart: fallback.dayStart, dayEnd: fallback.dayEnd }),
		weekNumbers: clampChoice(found['weekNumbers'], [true, false], fallback.weekNumbers),
		colourBy: clampChoice(found['colourBy'], COLOUR_BY, fallback.colourBy),
		density: clampChoice(found['density'], DENSITIES, fallback.density),
		locale: knownLocale(found['locale']) ?? fallback.locale,
		shortcuts: clampChoice(found['shortcuts'], [true, false], fallback.shortcuts)
	}
}

/** 1 = Monday … 7 = Sunday, as CLDR has it for the region of the locale; Monday (ISO 8601) where nothing is known. */
export function firstWeekdayOf(locale: string): number {
	try {
		// Firefox has the method since 2025 only, older Chromium the getter: both are asked.
		const parts = new Intl.Locale(locale) as Intl.Locale & {
			getWeekInfo?: () => { firstDay: number }
			weekInfo?: { firstDay: number }
		}
		return (parts.getWeekInfo?.() ?? parts.weekInfo)?.firstDay ?? 1
	} catch {
		return 1
	}
}

function knownLocale(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined
	try {
		return Intl.getCanonicalLocales(value)[0]
	} catch {
		return undefined
	}
}
