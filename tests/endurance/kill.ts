/**
 * `npm run test:kill [kills] [seed]`: 200 kills of the real server under load, unless said otherwise. Says how far it is;
 * Ctrl+C ends it, and it says how far it got.
 */
import { startServer } from '../e2e/server.ts'
import { createDice } from '../simulation/dice.ts'
import { foundBook, SHARED } from '../unit/server/people/people-server.ts'
import { cookieOf } from '../unit/server/sync/sync-server.ts'
import { DEVICES, killUnderLoad } from './kills.ts'
import { visitorsOf } from './visitors.ts'

/** In the same rooms; then the devices leave, and others come into new ones, which are small again. */
const KILLS_AT_ONCE = 20
const ROOMS = 4
const SAY_EVERY = 5

const [kills = '200', seed = String(Date.now())] = process.argv.slice(2)
const begun = performance.now()
const server = await startServer()
let killed = 0
let acknowledged = 0
let offeredAgain = 0
const say = (sentence: string) =>
	console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${sentence}`)
const sum = () =>
	`${killed} of ${kills} kills, ${acknowledged} acknowledged edits, ${offeredAgain} offered again`

process.once('SIGINT', () => {
	say(sum())
	void server.end().then(() => process.exit(130))
})
try {
	say(`seed ${seed}, ${DEVICES} devices in ${ROOMS} rooms at ${server.address}`)
	const cookie = cookieOf(await foundBook(visitorsOf(server.address)))
	for (let era = 0; killed < Number(kills); era += 1) {
		const dice = createDice(`${seed}/${era}`)
		const report = await killUnderLoad({
			server,
			cookie,
			dice,
			kills: Math.min(KILLS_AT_ONCE, Number(kills) - killed),
			rooms: Array.from({ length: ROOMS }, (_, n) => roomOf(era * ROOMS + n)),
			onkill: ({ kills: done }) => done % SAY_EVERY === 0 && say(`${killed + done} kills`)
		})
		if (report.compacted < ROOMS) throw new Error(`Only ${report.compacted} of ${ROOMS} rooms were compacted`)
		killed += report.kills
		acknowledged += report.acknowledged
		offeredAgain += report.offeredAgain
		say(`${sum()}; all there, all ${ROOMS} rooms compacted`)
	}
	if (server.complaints.length > 0) throw new Error(server.complaints.join('\n'))
} catch (failure) {
	console.error(failure)
	process.exitCode = 1
} finally {
	await server.end()
}

/** The n-th month from 2027 on. */
function roomOf(n: number): string {
	return `c.${SHARED}.${2027 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}
