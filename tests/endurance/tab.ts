/**
 * `npm run test:tab -- [--kills n] [--seed s]`: 200 kills of the page and of the browser under work, unless said otherwise.
 * Says how far it is; Ctrl+C ends it. `BUILD_DIR` serves another build than the newest.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../../server/launch/build.mjs'
import { startServer } from '../e2e/server.ts'
import { createDice } from '../simulation/dice.ts'
import { ensureChromium } from '../support/chromium.ts'
import { ROOT } from '../support/programs.ts'
import { killTabs, type LivesReport } from './tab/lives.ts'

const SAY_EVERY = 20

const { values } = parseArgs({
	options: {
		kills: { type: 'string', default: '200' },
		seed: { type: 'string', default: String(Date.now()) }
	}
})
const begun = performance.now()
const say = (sentence: string) =>
	console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${sentence}`)
const sum = ({ kills, ofBrowser, early, sharp, offline, edits }: LivesReport) =>
	`${kills} of ${values.kills} kills, ${ofBrowser} of the whole browser, ${early} while it opened, ` +
	`${sharp} in the instant of a promise, ${offline} offline; ${edits} edits shown`

for (const ready of [
	await ensureChromium(),
	process.env['BUILD_DIR'] ? { ok: true as const } : await ensureBuilt(ROOT, process.execPath)
])
	if (!ready.ok) {
		console.error(ready.message)
		process.exit(1)
	}
const profile = await mkdtemp(join(tmpdir(), 'daybook-profile-'))
const server = await startServer(process.env['BUILD_DIR'])
try {
	say(`seed ${values.seed}, at ${server.address}`)
	const report = await killTabs({
		server,
		profile,
		dice: createDice(values.seed),
		kills: Number(values.kills),
		onkill: (so) => so.kills % SAY_EVERY === 0 && say(`${sum(so)}; all there`)
	})
	say(`${sum(report)}; page and server agree`)
	if (server.complaints.length > 0) throw new Error(server.complaints.join('\n'))
} catch (failure) {
	console.error(failure)
	process.exitCode = 1
} finally {
	await server.end()
	await rm(profile, { recursive: true, force: true, maxRetries: 5 })
}
