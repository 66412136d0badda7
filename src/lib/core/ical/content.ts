/**
 * The content lines of one component: unfolded, numbered, grouped with the components inside it. Each line is parsed on
 * its own (ical.js does it), so a line nobody can read costs that property and not the appointment.
 */
import ICAL from 'ical.js'
import type { Part } from './split.ts'

export interface Line {
	/** Unfolded: `DTSTART;TZID=Europe/Berlin:20261123T140000`. */
	readonly text: string
	/** 1-based, in the file. */
	readonly number: number
}

export interface Component {
	/** In capitals. */
	readonly name: string
	readonly line: number
	readonly properties: readonly Property[]
	readonly parts: readonly Component[]
	/** Lines that are no property at all. */
	readonly unreadable: readonly Line[]
}

export interface Property {
	/** In capitals. */
	readonly name: string
	/** Keys in small letters. */
	readonly params: Readonly<Record<string, string>>
	/** After the colon, as the file has it. */
	readonly raw: string
	/** Unescaped texts; one for each value of a list. */
	readonly values: readonly string[]
	readonly line: number
}

/** Attachments and pictures are not kept, and one of 10 MB need not be unfolded to be left out. */
const LEFT_OUT = /^(ATTACH|IMAGE|STRUCTURED-DATA|X-APPLE-STRUCTURED-LOCATION)[;:]/i
const PROPERTY = /^[A-Za-z0-9-]+[;:]/
/** Texts people type: programs that forget to escape a line break leave its rest as lines of their own. */
const TYPED = /^(DESCRIPTION|SUMMARY|LOCATION|COMMENT)[;:]/i

/** The component as lines and components inside; nothing of it is interpreted. */
export function readComponent(text: string, part: Part): Component {
	const lines = unfold(text, part)
	const cursor = { at: 1 }
	return build(part.name, part.line, lines, cursor)
}

function build(name: string, line: number, lines: readonly Line[], cursor: { at: number }): Component {
	const properties: Property[] = []
	const parts: Component[] = []
	const unreadable: Line[] = []
	while (cursor.at < lines.length) {
		const next = lines[cursor.at++] as Line
		const mark = /^(BEGIN|END):(.*)$/i.exec(next.text)
		const markName = (mark?.[2] ?? '').trim().toUpperCase()
		if (mark?.[1]?.toUpperCase() === 'BEGIN') parts.push(build(markName, next.number, lines, cursor))
		else if (mark) {
			if (markName !== name) cursor.at--
			break
		} else {
			const property = parseProperty(next)
			if (property) properties.push(property)
			else unreadable.push(next)
		}
	}
	return { name, line, properties, parts, unreadable }
}

/** Whole content lines of the part (RFC 5545 3.1). Blank lines stay, but not between a line and its continuation. */
function unfold(text: string, part: Part): Line[] {
	const lines: { text: string; number: number }[] = []
	let skipping = false
	let number = part.line
	for (let at = part.from; at < part.to; number++) {
		const newline = text.indexOf('\n', at)
		const next = newline < 0 || newline >= part.to ? part.to : newline + 1
		const folded = isBlank(text.charCodeAt(at))
		if (!folded || !skipping) {
			const line = text.slice(folded ? at + 1 : at, next).replace(/[\r\n]+$/, '')
			if (folded && line.trim() !== '') while (lines.length > 1 && lines.at(-1)?.text === '') lines.pop()
			const last = lines.at(-1)
			skipping = !folded && LEFT_OUT.test(line)
			if (folded && last) last.text += line
			else if (!skipping) lines.push({ text: line, number })
		}
		at = next
	}
	return mend(lines)
}

/** Gives lines that are no property back to the typed text they were torn from, and drops blank ones elsewhere. */
function mend(lines: readonly Line[]): Line[] {
	const mended: { text: string; number: number }[] = []
	let blanks = ''
	for (const { text, number } of lines) {
		const last = mended.at(-1)
		if (text.trim() === '') blanks += '\\n'
		else if (last && !PROPERTY.test(text) && TYPED.test(last.text)) last.text += `${blanks}\\n${text}`
		else mended.push({ text, number })
		if (text.trim() !== '') blanks = ''
	}
	return mended
}

const isBlank = (code: number) => code === 0x20 || code === 0x09

/** Undefined where the line is no property. */
export function parseProperty({ text, number }: Line): Property | undefined {
	const rule = /^(RRULE|EXRULE)[^:]*:(.*)$/i.exec(text)
	if (rule) return withRaw(rule[1] as string, {}, rule[2] as string, [], number)
	try {
		const fixed = quoteZone(text)
		const [name, , type, ...values] = ICAL.parse.property(fixed) as [string, unknown, string, ...unknown[]]
		if (!/^[a-z0-9-]+$/.test(name)) return undefined
		const { params, raw } = partsOf(fixed)
		return withRaw(
			name,
			params,
			raw,
			type === 'unknown' ? [unescapeText(raw)] : values.flat().map(String),
			number
		)
	} catch {
		// ical.js throws ParserError and, on odd parameters, TypeErrors of its own; both mean: not a property.
		return undefined
	}
}

const withRaw = (
	name: string,
	params: Property['params'],
	raw: string,
	values: readonly string[],
	line: number
): Property => ({ name: name.toUpperCase(), params, raw: raw.trim(), values, line })

/** Old Outlook writes `TZID=(GMT+01:00) Berlin:2026…` without the quotes that a colon needs. */
const quoteZone = (text: string) =>
	text.replace(/;TZID=([^";]*:[^";]*)(?=:\d{8}(?:T\d{4,6}Z?)?(?:,|$))/i, ';TZID="$1"')

/**
 * Parameters, and what follows the first colon outside quotes, of a line that is known to be well-formed. ical.js would
 * unescape backslashes in parameters, which RFC 5545 3.2 does not know; carets are those of RFC 6868.
 */
function partsOf(text: string): { params: Record<string, string>; raw: string } {
	const params: Record<string, string> = {}
	const part = /([;:])(?:([A-Za-z0-9-]+)=((?:"[^"]*"|[^":;])*))?/y
	part.lastIndex = text.search(/[;:]/)
	for (let match = part.exec(text); match; match = part.exec(text)) {
		const [whole, mark, name, value = ''] = match
		if (mark === ':') return { params, raw: text.slice(match.index + 1) }
		if (name) params[name.toLowerCase()] ??= uncaret(value.replaceAll('"', ''))
		if (whole === ';') break
	}
	return { params, raw: text.slice(text.indexOf(':') + 1) }
}

const uncaret = (value: string) =>
	value.replace(/\^([n^'])/g, (_, char: string) => (char === 'n' ? '\n' : char === '^' ? '^' : '"'))

/** RFC 5545 3.3.11; for properties whose type ical.js does not know. */
export const unescapeText = (text: string): string =>
	text.replace(/\\([\\;,nN])/g, (_, char: string) => (/n/i.test(char) ? '\n' : char))

/** The first property of that name. */
export const firstOf = (component: Component, name: string): Property | undefined =>
	component.properties.find((property) => property.name === name)

/** All of that name, in the order of the file. */
export const allOf = (component: Component, name: string): readonly Property[] =>
	component.properties.filter((property) => property.name === name)

/** The first text of that name, or empty. */
export const textOf = (component: Component, name: string): string =>
	firstOf(component, name)?.values[0] ?? ''
