/** python-dateutil, where this machine has it: the library that most others were written after. */
import { spawnSync } from 'node:child_process'
import { writeRule } from '#lib/core/recurrence/rule.ts'
import { parseWall, type Wall } from '#lib/core/time/wall.ts'
import { byLooking, byTemporal, stamp, type Reason, type RuleCase } from './recurrence-fuzz.ts'

/** A hundred times what one that matches takes. */
const SECONDS_OF_A_RULE = 0.1

/**
 * Reads a case on each line and writes its dates on one, or `null` where it says that there can be none, or does not come to
 * an end: it searches a rule that never matches to the year 9999.
 */
const PROGRAM = `
import sys, json, signal
from datetime import datetime
from dateutil.rrule import rrulestr
at = lambda text: datetime.strptime(text, '%Y%m%dT%H%M%SZ')
def give_up(*_):
    raise ValueError
signal.signal(signal.SIGVTALRM, give_up)
for line in sys.stdin:
    signal.setitimer(signal.ITIMER_VIRTUAL, ${SECONDS_OF_A_RULE})
    dtstart, rule, begin, end = json.loads(line)
    try:
        dates = rrulestr(rule, dtstart=at(dtstart)).between(at(begin), at(end), inc=True)
        print(json.dumps([date.isoformat() for date in dates]))
    except ValueError:
        print('null')
`

export const hasDateutil = (): boolean => spawnSync('python3', ['-c', 'import dateutil']).status === 0

/** In the order of the cases; undefined where it did not answer. */
export function byDateutil(cases: readonly RuleCase[]): readonly (readonly Wall[] | undefined)[] {
	const input = cases
		.map(({ rule, from, window }) =>
			// It wants a UTC UNTIL with a zone only, and no end is asked for that is not in the window.
			JSON.stringify([stamp(from), writeRule(rule), stamp(window.start), stamp((window.end - 1000) as Wall)])
		)
		.join('\n')
	const { stdout, stderr, status } = spawnSync('python3', ['-c', PROGRAM], {
		input,
		encoding: 'utf8',
		maxBuffer: 1e9
	})
	if (status !== 0) throw new Error(stderr)
	return stdout
		.trim()
		.split('\n')
		.map((line) => (JSON.parse(line) as readonly string[] | null)?.map(wallOfText))
}

function wallOfText(text: string): Wall {
	const parsed = parseWall(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}

/** Who says then what is right: of weeks the other library reads more than one thing otherwise than we do. */
export const judgeOfDateutil = (one: RuleCase): readonly Wall[] | undefined =>
	one.rule.weekNumbers.length > 0 ? byLooking(one) : byTemporal(one)

/** Where it differs from the RFC; ours must then be what another oracle says. */
export const EXPLAINED_OF_DATEUTIL: readonly Reason[] = [
	{
		why:
			'BYWEEKNO: where a year begins or ends within a week, it counts the weeks of the wrong year (of 2021 53, ' +
			'which ISO 8601 does not have)',
		isOf: ({ weekNumbers }) => weekNumbers.length > 0
	},
	{
		why: 'BYDAY=MO,-1FR: it takes Mondays that are last Fridays; the RFC means a list, of which each holds',
		isOf: (rule) => new Set(rule.weekdays.map(({ nth }) => nth === 0)).size > 1
	}
]
