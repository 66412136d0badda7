/**
 * A month's document after a realistic life: two moves and three changes of status each, a tenth deleted, by five devices.
 * What was overwritten stays as deletions that every return of a stock client repeats.
 */
import * as Y from 'yjs'
import { scatter } from './load/scatter.ts'

const DEVICES = 5
const MONDAY = 29_408_400
const STATUSES = ['confirmed', 'arrived', 'completed']
const NAMES = ['Anna Weber', 'Ben Okafor', 'Chloé Martin', 'Dilan Yıldız', 'Emma Lindqvist', 'Farid Haddad']

export function sampleRoom(appointments: number): Y.Doc {
	const doc = new Y.Doc()
	const random = scatter(7)
	const clock = (n: number) => [1_795_000_000_000 + n * 977, 0, `d${n % DEVICES}`]
	const edit = (map: string, n: number, fields: readonly unknown[]) => {
		doc.clientID = 4_000_000 + random(DEVICES) * 7_919
		doc.getMap(map).set(idOf(n), [1, ...fields, clock(random(1 << 24))])
	}
	const move = (n: number) => edit('when', n, whenOf(n + random(9)))
	const status = (n: number, value: string) => edit('state', n, [value, '', 'Mia'])

	/** When, in places of the queue of appointments: moved in the days before, confirmed, and then it takes place. */
	const life: { readonly at: number; readonly act: () => void }[] = []
	for (let n = 0; n < appointments; n += 1) {
		for (const before of [900, 500]) life.push({ at: n - random(before), act: () => move(n) })
		STATUSES.forEach((value, step) => {
			life.push({ at: n - 200 + step * 180 + random(80), act: () => status(n, value) })
		})
		if (n % 10 === 0) life.push({ at: n + 300 + random(80), act: () => status(n, 'deleted') })
	}
	life.sort((a, b) => a.at - b.at)
	doc.transact(() => {
		for (let n = 0; n < appointments; n += 1) edit('born', n, birthOf(n))
	})
	doc.transact(() => life.forEach(({ act }) => act()))
	return doc
}

/** No two alike, and no nearer to each other than random ones. */
const idOf = (n: number) => `202611-${(n * 2_654_435_761 + 36 ** 8).toString(36).padStart(12, '0')}`

function whenOf(n: number): readonly unknown[] {
	const start = MONDAY + n * 15
	return [start, start + 45, 'Europe/Berlin', 0, [`p${n % 12}`]]
}

const birthOf = (n: number): readonly unknown[] => [
	whenOf(n),
	['booked', '', ''],
	['Cut & finish', `s${n % 9}`, 'Cut & finish', 'Room 2', '', '45 €'],
	[`c${n % 900}`, NAMES[n % NAMES.length], '+49 170 5550000', '', []],
	n % 3 === 0 ? 'Prefers the chair by the window, allergic to ammonia' : '',
	[[30], {}, '']
]
