/** A Chromium of its own on a profile folder, which a test may kill: what is on the disk then is all there is. */
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { CHROMIUM_ARGS, findChromium } from '../support/chromium.ts'
import { stopTheClock } from './fixtures.ts'

export interface OwnBrowser {
	readonly context: BrowserContext
	readonly page: Page
	/** SIGKILL to the browser and all its processes. */
	readonly kill: () => Promise<void>
}

const DEVTOOLS = /DevTools listening on (ws:\S+)/
const ARGS = [
	'--headless=new',
	'--no-sandbox',
	'--remote-debugging-port=0',
	'--window-size=1440,900',
	'--lang=en-GB'
]

export async function openBrowser(profile: string): Promise<OwnBrowser> {
	const child = spawn(
		findChromium() ?? 'chromium',
		[...CHROMIUM_ARGS, ...ARGS, `--user-data-dir=${profile}`],
		{
			stdio: ['ignore', 'ignore', 'pipe'],
			// A process group of its own, so that its helpers die with it.
			detached: true
		}
	)
	const endpoint = await new Promise<string>((resolve, reject) => {
		let words = ''
		child.stderr.on('data', (chunk: Buffer) => {
			words += String(chunk)
			const found = DEVTOOLS.exec(words)?.[1]
			if (found) resolve(found)
		})
		child.once('exit', () => reject(new Error(`Chromium did not start: ${words}`)))
	})
	const browser = await chromium.connectOverCDP(endpoint, { timeout: 60_000 })
	const context = browser.contexts()[0]!
	await stopTheClock(context)
	const page = context.pages()[0] ?? (await context.newPage())
	const session = await context.newCDPSession(page)
	await session.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Berlin' })
	await session.send('Emulation.setLocaleOverride', { locale: 'en-GB' })
	return {
		context,
		page,
		kill: async () => {
			const gone = once(child, 'exit')
			process.kill(-child.pid!, 'SIGKILL')
			await gone
			await browser.close()
		}
	}
}
