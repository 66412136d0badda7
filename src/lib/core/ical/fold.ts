/** Writing content lines (RFC 5545 3.1, 3.2, 3.3.11): escaped, folded at 75 octets, never inside a character. */

/** Text as a value: backslash, comma, semicolon and line breaks escaped; other control characters left out (3.3.11). */
export const escapeText = (text: string): string =>
	withoutControls(text)
		.replace(/[\\;,]/g, (char) => `\\${char}`)
		.replace(/\r\n|\r|\n/g, '\\n')

/** A parameter's value, quoted where it must be; quotes and line breaks in the way of RFC 6868. */
export function escapeParam(text: string): string {
	const caret = withoutControls(text).replace(/\^|"|\r\n|\r|\n/g, (found) =>
		found === '^' ? '^^' : found === '"' ? "^'" : '^n'
	)
	return /[:;,]/.test(caret) ? `"${caret}"` : caret
}

/** Tabs and line breaks stay. A lone half of a surrogate pair cannot be written as UTF-8. */
export const withoutControls = (text: string): string =>
	[...text].filter((char) => isWritable(char.codePointAt(0) as number)).join('')

const isWritable = (code: number) =>
	(code >= 0x20 && code !== 0x7f && !(code >= 0xd800 && code <= 0xdfff)) ||
	code === 0x09 ||
	code === 0x0a ||
	code === 0x0d

/** Octets of a line before its line break. */
const LINE_OCTETS = 75

/** One content line with its CRLF, folded. */
export function foldLine(line: string): string {
	let folded = ''
	let octets = 0
	for (const char of line) {
		const size = octetsOf(char.codePointAt(0) as number)
		if (octets + size > LINE_OCTETS) {
			folded += '\r\n '
			octets = 1
		}
		folded += char
		octets += size
	}
	return `${folded}\r\n`
}

const octetsOf = (code: number) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4)
