/** `npm run test:zones [zone …]`: series on every single day of 2008-2035 in every zone of the platform, or in these. */
import { daysOf } from '#lib/core/time/calendar.ts'
import { clockOf, END, FIRST, wrongTimes, zoneNames } from './recurrence-zones.ts'

const named = process.argv.slice(2)
let seen = 0
let wrong = 0
for (const zone of named.length > 0 ? named : zoneNames()) {
	const looked = wrongTimes(zone, clockOf(zone), daysOf({ start: FIRST, end: END }))
	seen += looked.seen
	wrong += looked.wrong.length
	for (const one of looked.wrong) console.log(`  WRONG ${one}`)
	console.log(`${zone}: ${seen} occurrences so far, ${wrong} wrong`)
}
process.exitCode = wrong > 0 || seen === 0 ? 1 : 0
