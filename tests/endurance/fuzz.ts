/**
 * `npm run test:fuzz [frames] [seed]`: 100,000 wrong frames and bodies against the real server, unless said otherwise. Says
 * how far it is; Ctrl+C ends it.
 */
import { createDice } from '../simulation/dice.ts'
import { barrage, BOUT, takePlaces, type BarrageReport } from './barrage.ts'
import { inMegabytes, MOST_GROWTH } from './memory.ts'

const [frames = '100000', seed = String(Date.now())] = process.argv.slice(2)
const SAY_EVERY = 5_000
const begun = performance.now()
const field = await takePlaces()

function say({ frames: sent, rounds, before, after, answers }: BarrageReport): void {
	const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(5)
	const codes = [...answers]
		.toSorted(([one], [other]) => one - other)
		.map(([code, times]) => `${code}: ${times}`)
	console.log(
		`${seconds} s  ${sent} frames, ${rounds} quiet rounds, memory held ${inMegabytes(before.held)} → ${inMegabytes(after.held)}, ` +
			`process ${inMegabytes(before.rss)} → ${inMegabytes(after.rss)}; ${codes.join(', ')}`
	)
}

process.once('SIGINT', () => void field.end().then(() => process.exit(130)))
try {
	console.log(`seed ${seed}, at ${field.server.address}`)
	const report = await barrage(field, {
		frames: Number(frames),
		warmUp: Number(frames) / 10,
		dice: createDice(seed),
		onbout: (so) => so.frames % SAY_EVERY < BOUT && say(so)
	})
	say(report)
	const { before, after } = report
	if (after.held - before.held > MOST_GROWTH.held || after.rss - before.rss > MOST_GROWTH.rss)
		throw new Error('Memory is kept for what was sent')
} catch (failure) {
	console.error(failure)
	for (const line of field.server.complaints.slice(0, 20)) console.error(line)
	process.exitCode = 1
} finally {
	await field.end()
}
