/** Nine o'clock stays nine o'clock in every zone, 2008-2035 (I5); `npm run test:zones` looks at every single day. */
import { expect, it } from 'vitest'
import { addDays, type Day } from '#lib/core/time/wall.ts'
import { changesOf, clockOf, END, FIRST, wrongTimes, zoneNames } from './recurrence-zones.ts'

/** Ramadan in Morocco is the shortest time between two changes. */
const WEEKS = 7
/** A prime: every weekday and every day of a month comes. */
const SOMETIMES = 101

function daysToLookAt(changes: readonly Day[], n: number): Set<Day> {
	const days = new Set<Day>()
	for (const change of changes) for (let away = -1; away <= 2; away++) days.add(addDays(change, away))
	for (let day = addDays(FIRST, n % SOMETIMES); day < END; day = addDays(day, SOMETIMES)) days.add(day)
	return days
}

it('has no wrong local time around any change of the clocks, in any zone of the platform', () => {
	const wrong: string[] = []
	let changes = 0
	let seen = 0
	for (const [n, zone] of zoneNames().entries()) {
		const clock = clockOf(zone)
		const found = changesOf(clock, WEEKS)
		const looked = wrongTimes(
			zone,
			clock,
			[...daysToLookAt(found, n)].filter((day) => day >= FIRST && day < END)
		)
		changes += found.length
		seen += looked.seen
		wrong.push(...looked.wrong)
	}
	expect(wrong).toEqual([])
	// A platform without zone data would make all of this true of nothing.
	expect(changes).toBeGreaterThan(5_000)
	expect(seen).toBeGreaterThan(100_000)
}, 180_000)
