/**
 * From the bytes of a file to text, or a refusal in plain words when it is no calendar at all. UTF-8 with or without a
 * BOM, UTF-16 with one, and old files in the Windows code page are read; a fold that some program put into the middle
 * of a UTF-8 character is taken out before decoding. The text that comes back always has `\n` somewhere if it had CRs.
 */
import { ok, refuse, type Result } from '../result.ts'
import { MAX_FILE_BYTES, type FileRefusal } from './import.ts'

export interface CalendarText {
	readonly text: string
	/** What was assumed about the characters; may be empty. */
	readonly remarks: readonly string[]
}

const MEGABYTE = 1024 * 1024

/** Decodes and looks at the beginning; the components are not looked at yet. */
export function decodeCalendar(bytes: Uint8Array): Result<CalendarText, FileRefusal> {
	if (bytes.length > MAX_FILE_BYTES) return tooLarge(bytes.length)
	const utf16 = utf16Label(bytes)
	if (utf16) {
		return checkCalendar(new TextDecoder(utf16).decode(bytes), [
			'The file is in UTF-16 and was read as that.'
		])
	}
	const text = strictUtf8(bytes) ?? strictUtf8(withoutFoldedCharacters(bytes))
	if (text !== undefined) return checkCalendar(text, [])
	return checkCalendar(new TextDecoder('windows-1252').decode(bytes), [
		'The file is not in UTF-8; it was read in the Windows code page 1252. Look at the accents.'
	])
}

/** The same for text that is decoded already. */
export function checkCalendar(
	text: string,
	remarks: readonly string[] = []
): Result<CalendarText, FileRefusal> {
	// A string takes one or two bytes per character; three are a file of UTF-8 that is surely larger.
	if (text.length > MAX_FILE_BYTES) return tooLarge(text.length)
	const whole = withNewlines(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
	if (whole.trim() === '') return refuse('empty', 'The file is empty.')
	if (/^[ \t]*BEGIN:(VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE)[ \t\r]*$/im.test(whole))
		return ok({ text: whole, remarks })
	return refuse('not-a-calendar', notCalendar(whole))
}

const tooLarge = (size: number): Result<never, FileRefusal> =>
	refuse(
		'too-large',
		`The file has ${Math.ceil(size / MEGABYTE)} MB; up to ${MAX_FILE_BYTES / MEGABYTE} MB can be read. Export it in parts, year by year.`
	)

/** Line ends as old Macs wrote them are the one kind the scanner cannot see. */
const withNewlines = (text: string) =>
	!text.includes('\n') && text.includes('\r') ? text.replaceAll('\r', '\n') : text

function utf16Label(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
	return undefined
}

function strictUtf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch {
		return undefined
	}
}

const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const TAB = 0x09

/** RFC 5545 3.1 counts octets, so some writers fold between the bytes of one character; a continuation byte tells. */
function withoutFoldedCharacters(bytes: Uint8Array): Uint8Array {
	const kept = new Uint8Array(bytes.length)
	let length = 0
	for (let at = 0; at < bytes.length; at++) {
		const skip = foldLength(bytes, at)
		if (skip > 0 && isContinuation(bytes[at + skip])) at += skip - 1
		else kept[length++] = bytes[at] as number
	}
	return kept.subarray(0, length)
}

function foldLength(bytes: Uint8Array, at: number): number {
	const newline = bytes[at] === CR && bytes[at + 1] === LF ? 2 : bytes[at] === LF ? 1 : 0
	const blank = bytes[at + newline]
	return newline > 0 && (blank === SPACE || blank === TAB) ? newline + 1 : 0
}

const isContinuation = (byte: number | undefined) => byte !== undefined && byte >> 6 === 0b10

/** What the file seems to be instead. */
function notCalendar(text: string): string {
	const head = text.slice(0, 1000).trimStart()
	const seems = SIGNS.find(([sign]) => sign.test(head))?.[1]
	return `This is not an iCalendar file: it has no BEGIN:VCALENDAR. ${seems ?? 'Export the calendar as .ics and choose that file.'}`
}

const SIGNS: readonly (readonly [RegExp, string])[] = [
	[
		/^<(!doctype|html|head|\?xml)/i,
		'It is a web page; the link may need a login. Download the .ics file itself.'
	],
	[/^%PDF/, 'It is a PDF. Export the calendar as .ics instead.'],
	[/^PK\x03\x04/, 'It is a ZIP archive. Unpack it first and choose the .ics file inside.'],
	[/^BEGIN:VCARD/i, 'It holds contacts (vCard), not appointments.'],
	[/^[[{]/, 'It is JSON. Export the calendar as .ics instead.']
]
