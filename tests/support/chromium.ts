/**
 * The browser of the journeys: `CHROMIUM_PATH`, else Playwright's own, else the system's. `ensureChromium()` installs
 * one where there is none and says so.
 */
import { chromium } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { run, ROOT } from './programs.ts'
import { runToEnd } from '../../server/launch/child.mjs'

const SYSTEM_PATHS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
]

/** No request that a test did not make, and no `/dev/shm`, which is small in containers. */
export const CHROMIUM_ARGS = [
	'--disable-quic',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-dev-shm-usage'
]

export function findChromium(): string | undefined {
	const named = process.env['CHROMIUM_PATH']
	if (named) return named
	return [chromium.executablePath(), ...SYSTEM_PATHS].find((path) => existsSync(path) && starts(path))
}

/** A downloaded browser may lack the system's libraries. macOS and Windows bring them. */
const starts = (path: string): boolean =>
	process.platform !== 'linux' || spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0

export async function ensureChromium(): Promise<Result<string, 'no-browser'>> {
	const found = findChromium()
	if (found && existsSync(found)) return ok(found)
	if (found) return refuse('no-browser', `CHROMIUM_PATH is "${found}", and there is no such file`)
	console.log('   There is no Chromium on this machine: installing one for the tests …')
	const tried = [await run('playwright', ['install', 'chromium'])]
	if (!findChromium() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.log(
			'   Playwright could not fetch one: trying the package of this system (apt-get install chromium) …'
		)
		tried.push(await aptGet('update'), await aptGet('install', '-y', '--no-install-recommends', 'chromium'))
	}
	const installed = findChromium()
	if (installed) return ok(installed)
	const words = tried.map(({ output }) => output.trim().split('\n').slice(-5).join('\n')).join('\n')
	return refuse(
		'no-browser',
		`${words}\nNo Chromium was found and none could be installed. Install Chromium or Chrome, ` +
			'or set CHROMIUM_PATH to one, then run the tests again.'
	)
}

const aptGet = (...args: readonly string[]) => runToEnd('apt-get', args, { cwd: ROOT, quiet: true })
