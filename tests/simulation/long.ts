/**
 * `npm run test:long [seeds] [from]`: the simulated world for as many seeds as there is time for, 100,000 unless said
 * otherwise, in as many processes as there are processors. Says how far it is; Ctrl+C ends it at once, and what failed so
 * far is printed and kept. `LONG_WORKERS` sets the number of processes.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { failureOf, liveThoseThatFailed, warmUp } from './lives.ts'
import { retell } from './retell.ts'

interface Told {
	readonly seed: number
	readonly failure: string | undefined
}

const SAY_EVERY_MS = 10_000
/** Handed out together, so that nobody waits for the next seed. */
const AT_ONCE = 20

const [first = '', ...others] = process.argv.slice(2)
if (process.send) livesOfChild()
else if (first === 'retell') await retell(others[0] ?? '0', others[1] ?? '', others[2] ?? '')
else await livesOfAll(Number(first || 100_000), Number(others[0] ?? 0))

/** Lives what it is told to, one seed after the other. */
function livesOfChild(): void {
	let work: Promise<unknown> = warmUp()
	process.on('message', (seed: number) => {
		work = work.then(async () => {
			const told: Told = { seed, failure: await failureOf(String(seed)) }
			process.send?.(told)
		})
	})
	process.on('disconnect', () => process.exit())
}

async function livesOfAll(seeds: number, from: number): Promise<void> {
	const begun = performance.now()
	await warmUp()
	const failures = [...(await liveThoseThatFailed())]
	for (const failure of failures) console.log(`\n${failure}\n`)
	let next = from
	let lived = 0
	const end = from + seeds

	const say = () => {
		const seconds = (performance.now() - begun) / 1000
		const left = lived === 0 ? '?' : Math.round(((seeds - lived) * seconds) / lived / 60)
		console.log(
			`${lived} of ${seeds} lived, ${failures.length} failed, ${seconds.toFixed(0)} s, ${left} min to go`
		)
	}
	const saying = setInterval(say, SAY_EVERY_MS)
	process.once('SIGINT', () => {
		say()
		process.exit(130)
	})

	const give = (child: ChildProcess, count: number) => {
		for (let given = 0; given < count && next < end; given++) child.send(next++)
		return next < end
	}
	await Promise.all(
		Array.from({ length: Number(process.env['LONG_WORKERS'] ?? availableParallelism()) }, work)
	)
	clearInterval(saying)
	say()
	process.exitCode = failures.length > 0 ? 1 : 0

	function work(): Promise<void> {
		return new Promise((resolve, reject) => {
			const child = fork(fileURLToPath(import.meta.url))
			let out = 0
			const more = () => {
				const before = next
				give(child, AT_ONCE - out)
				out += next - before
				if (out === 0) child.disconnect()
			}
			child.on('message', ({ failure }: Told) => {
				out -= 1
				lived += 1
				if (failure !== undefined) {
					failures.push(failure)
					console.log(`\n${failure}\n`)
				}
				if (out < AT_ONCE / 2) more()
			})
			child.on('exit', (code) =>
				code === 0 && out === 0 ? resolve() : reject(new Error(`A process ended with ${code}`))
			)
			more()
		})
	}
}
