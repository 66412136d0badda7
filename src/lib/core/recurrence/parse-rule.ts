/**
 * Reads the text of a recurrence rule, leniently where other programs are careless (lower case, spaces, a stray
 * semicolon, `RRULE:` in front, COUNT beside UNTIL: whichever ends first), and refuses what cannot be meant by name.
 */
import { ok, refuse, type Refusal, type Result } from '../result.ts'
import { parseWall } from '../time/wall.ts'
import {
	EVERY,
	FREQUENCIES,
	WEEKDAY_CODES,
	type Frequency,
	type Rule,
	type Until,
	type WeekdayPart
} from './rule.ts'

export type RuleRefusal =
	/** No FREQ, or none of the seven. */
	| 'frequency'
	/** A part without `=`, or one that is there twice. */
	| 'not-a-part'
	/** RSCALE and SKIP of RFC 7529: other calendars than the Gregorian. */
	| 'other-calendar'
	/** A name the RFC does not have. */
	| 'unknown-part'
	/** A value that is no number of the part's range, no weekday, no date. */
	| 'bad-value'

type Parsed<Value> = Result<Value, RuleRefusal>
type Writable = { -readonly [Key in keyof Rule]: Rule[Key] }

/** A list of whole numbers: where it goes, the smallest absolute value, the greatest, whether it may be negative. */
const LISTS = {
	BYMONTH: ['months', 1, 12, false],
	BYWEEKNO: ['weekNumbers', 1, 53, true],
	BYYEARDAY: ['yearDays', 1, 366, true],
	BYMONTHDAY: ['monthDays', 1, 31, true],
	BYHOUR: ['hours', 0, 23, false],
	BYMINUTE: ['minutes', 0, 59, false],
	BYSECOND: ['seconds', 0, 60, false],
	BYSETPOS: ['positions', 1, 366, true]
} as const

/** Reads the value of an RRULE or EXRULE: `FREQ=WEEKLY;BYDAY=TU,TH`. Vendor parts (`X-…`) are passed over. */
export function parseRule(text: string): Parsed<Rule> {
	const rule: Writable = { ...EVERY, frequency: 'DAILY' }
	const seen = new Set<string>()
	const value = text.trim().replace(/^(?:RRULE|EXRULE)\s*:/i, '')
	for (const part of value.split(';').map((one) => one.trim())) {
		// Google and others write a semicolon at the end (sync-rules I6).
		if (part === '') continue
		const equals = part.indexOf('=')
		const name = part.slice(0, Math.max(equals, 0)).trim().toUpperCase()
		if (name === '') return cannot('not-a-part', text, `"${part}" is not of the form NAME=VALUE`)
		if (seen.has(name)) return cannot('not-a-part', text, `${name} is there twice`)
		seen.add(name)
		if (name.startsWith('X-')) continue
		const read = readPart(
			rule,
			name,
			part
				.slice(equals + 1)
				.trim()
				.toUpperCase()
		)
		if (!read.ok) return cannot(read.why, text, read.message)
	}
	if (!seen.has('FREQ')) return cannot('frequency', text, `FREQ must be one of ${FREQUENCIES.join(', ')}`)
	return ok(rule)
}

const cannot = (why: RuleRefusal, text: string, message: string): Refusal<RuleRefusal> =>
	refuse(why, `Cannot parse RRULE "${shorten(text)}": ${message}`)

/** A file can hold anything; a message is read by a person. */
const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

function readPart(rule: Writable, name: string, value: string): Result<true, RuleRefusal> {
	switch (name) {
		case 'FREQ':
			return assign(rule, 'frequency', readFrequency(value))
		case 'INTERVAL':
			return assign(rule, 'interval', readWhole(name, value))
		case 'COUNT':
			return assign(rule, 'count', readWhole(name, value))
		case 'UNTIL':
			return assign(rule, 'until', readUntil(value))
		case 'WKST':
			return assign(rule, 'weekStart', readWeekday(name, value))
		case 'BYDAY':
			return assign(rule, 'weekdays', readWeekdays(value))
		case 'RSCALE':
			return value === 'GREGORIAN' ? ok(true) : otherCalendar(name, value)
		case 'SKIP':
			return value === 'OMIT' ? ok(true) : otherCalendar(name, value)
		default:
			return readList(rule, name, value)
	}
}

/** Of RFC 7529 only what says the same as a rule without it. */
const otherCalendar = (name: string, value: string) =>
	refuse('other-calendar' as const, `${name}=${value} (RFC 7529) is not supported; write the rule without it`)

function assign<Key extends keyof Rule>(
	rule: Writable,
	key: Key,
	read: Parsed<Writable[Key]>
): Result<true, RuleRefusal> {
	if (!read.ok) return read
	rule[key] = read.value
	return ok(true)
}

function readFrequency(value: string): Parsed<Frequency> {
	const frequency = FREQUENCIES.find((one) => one === value)
	return frequency ? ok(frequency) : refuse('frequency', `FREQ must be one of ${FREQUENCIES.join(', ')}`)
}

const readWhole = (name: string, value: string): Parsed<number> =>
	/^\+?\d{1,9}$/.test(value) && Number(value) > 0
		? ok(Number(value))
		: refuse('bad-value', `${name} must be a whole number from 1, not "${value}"`)

/** `20261224`, `20261224T090000` or `20261224T080000Z`; also with dashes and colons, as some write it. */
function readUntil(value: string): Parsed<Until> {
	const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z)?)?$/.exec(value)
	if (!match)
		return refuse('bad-value', `UNTIL must be a date or a time such as 20261224T090000, not "${value}"`)
	const [, year, month, day, hour, minute, second = '00', utc] = match
	const at = parseWall(`${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}:${second}`}`)
	if (!at.ok) return refuse('bad-value', `UNTIL=${value}: ${at.message}`)
	return ok({ kind: utc ? 'utc' : hour === undefined ? 'date' : 'wall', at: at.value })
}

function readWeekday(name: string, value: string): Parsed<number> {
	const found = WEEKDAY_CODES.findIndex((code) => code === value)
	return found < 0
		? refuse('bad-value', `${name} must be one of ${WEEKDAY_CODES.join(', ')}, not "${value}"`)
		: ok(found + 1)
}

function readWeekdays(value: string): Parsed<readonly WeekdayPart[]> {
	const found = new Map<string, WeekdayPart>()
	for (const item of value.split(',').map((one) => one.trim())) {
		const match = /^([+-]?\d{1,2})?\s*([A-Z]{2})$/.exec(item)
		const weekday = readWeekday('BYDAY', match?.[2] ?? item)
		if (!weekday.ok) return weekday
		const nth = Number(match?.[1] ?? 0)
		if (match?.[1] !== undefined && (nth === 0 || Math.abs(nth) > 53))
			return refuse('bad-value', `the number of BYDAY must be from 1 to 53 or -53 to -1, not "${item}"`)
		found.set(`${nth} ${weekday.value}`, { weekday: weekday.value, nth })
	}
	return ok([...found.values()])
}

function readList(rule: Writable, name: string, value: string): Result<true, RuleRefusal> {
	const list = Object.hasOwn(LISTS, name) ? LISTS[name as keyof typeof LISTS] : undefined
	if (!list) return refuse('unknown-part', `${name} is not a part of a rule`)
	const [key, smallest, greatest, signed] = list
	const items = value.split(',').map((item) => item.trim())
	const wrong = items.find((item) => {
		const size = Math.abs(Number(item))
		return !/^[+-]?\d{1,3}$/.test(item) || size < smallest || size > greatest || (!signed && Number(item) < 0)
	})
	const range = signed
		? `from ${smallest} to ${greatest} or -${greatest} to -${smallest}`
		: `from ${smallest} to ${greatest}`
	if (wrong !== undefined)
		return refuse('bad-value', `${name} must be whole numbers ${range}, not "${wrong}"`)
	return assign(rule, key, ok([...new Set(items.map(Number))]))
}
