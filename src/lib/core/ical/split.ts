/**
 * Finds the components of a calendar text without parsing them: where each begins and ends, in small steps. What is
 * inside may be as broken as it likes; a component without its END is closed where the next one begins, so a bad one
 * never takes its neighbours along (rule I8).
 */

/** A component right below VCALENDAR (or standing alone), as offsets into the text. */
export interface Part {
	/** In capitals: `VEVENT`. */
	readonly name: string
	/** Offset of its BEGIN line. */
	readonly from: number
	/** Offset after its END line. */
	readonly to: number
	/** 1-based number of its BEGIN line. */
	readonly line: number
	/** Whether its END was there. `cut`: the file ended inside it. */
	readonly closed: 'yes' | 'no' | 'cut'
}

/** A property of the calendar itself, not unfolded: `X-WR-CALNAME:Salon`. */
export interface CalendarLine {
	readonly name: 'CALENDAR-LINE'
	readonly text: string
	readonly to: number
}

/** Lines between two signs of life: some 100 KB, a few hundred microseconds. */
const LINES_PER_STEP = 2048

/** Components that only ever stand below VCALENDAR: the BEGIN of one ends whatever is still open. */
const TOP = new Set([
	'VEVENT',
	'VTODO',
	'VJOURNAL',
	'VFREEBUSY',
	'VTIMEZONE',
	'VAVAILABILITY',
	'VPOLL',
	'VCALENDAR'
])

interface Open {
	readonly name: string
	readonly from: number
	readonly line: number
	/** Names of the components inside it that are open. */
	readonly inner: string[]
}

/** Yields each part once it is whole, and a bare offset now and then while a long one is being crossed. */
export function* splitCalendar(text: string): Generator<Part | CalendarLine | number, void> {
	let open: Open | undefined
	let number = 0
	for (let at = 0; at < text.length;) {
		const newline = text.indexOf('\n', at)
		const next = newline < 0 ? text.length : newline + 1
		number++
		if (number % LINES_PER_STEP === 0) yield at
		const mark = markOf(text, at, next)
		if (mark?.begins === true) {
			const top = TOP.has(mark.name)
			if (open && !top) open.inner.push(mark.name)
			else {
				if (open) yield part(open, at, 'no')
				open = mark.name === 'VCALENDAR' ? undefined : { name: mark.name, from: at, line: number, inner: [] }
			}
		} else if (mark) {
			if (open && mark.name === 'VCALENDAR') {
				yield part(open, at, 'no')
				open = undefined
			} else if (open && mark.name === open.name && !open.inner.includes(mark.name)) {
				yield part(open, next, 'yes')
				open = undefined
			} else if (open) {
				const inner = open.inner.lastIndexOf(mark.name)
				if (inner >= 0) open.inner.length = inner
			}
		} else if (!open)
			yield { name: 'CALENDAR-LINE', text: text.slice(at, next).replace(/[\r\n]+$/, ''), to: next }
		at = next
	}
	if (open) yield part(open, text.length, 'cut')
}

const part = ({ name, from, line }: Open, to: number, closed: Part['closed']): Part => ({
	name,
	from,
	to,
	line,
	closed
})

interface Mark {
	readonly begins: boolean
	readonly name: string
}

const B = 'B'.charCodeAt(0)
const E = 'E'.charCodeAt(0)

/** `BEGIN:` or `END:` of a line, in whatever case; looked at by its first character to stay quick. */
function markOf(text: string, from: number, to: number): Mark | undefined {
	const first = text.charCodeAt(from) & ~0x20
	if (first !== B && first !== E) return undefined
	// No component's name is longer; a long line that only begins with B or E is not copied.
	const match = /^(BEGIN|END):([^\r\n]*)/i.exec(text.slice(from, Math.min(to, from + 80)))
	if (!match) return undefined
	return { begins: (match[1] as string).length === 5, name: (match[2] as string).trim().toUpperCase() }
}
