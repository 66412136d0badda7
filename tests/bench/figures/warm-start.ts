/**
 * The real built app, started again with the network off, until the week is painted: a book of five busy years beside
 * the same with one month. What lies behind must not be felt.
 */
import type { Browser, BrowserContext } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { createApp } from '../../../server/app.ts'
import { listen } from '../../../server/http/listen.ts'
import { loadSite } from '../../../server/http/site.ts'
import { OUTPUT, ROOT } from '../../support/programs.ts'
import { median, type Figure } from '../figure.ts'
import type {} from '../pages/seed.ts'

const MONTHS = Number(process.env['BENCH_MONTHS'] ?? 60)
const EACH = 5000
const ROUNDS = 9
const WEEK = '/?view=week&date=2026-11-18'

export async function warmStartFigures(browser: Browser): Promise<readonly Figure[]> {
	const site = await loadSite(join(ROOT, 'build'))
	const listening = await listen(createApp({ site }), { host: '127.0.0.1', port: 0 })
	if (!listening.ok) throw new Error(listening.message)
	const { address, close } = listening.value
	console.log(
		`\n  filling a book of ${MONTHS} × ${EACH.toLocaleString('en')} appointments; this takes a few minutes …`
	)
	const large = await bookOf(browser, address, MONTHS)
	const small = await bookOf(browser, address, 1)
	const own: number[] = []
	const peer: number[] = []
	for (let round = -1; round < ROUNDS; round++) {
		const [first, second] = [await start(large, address), await start(small, address)]
		if (round < 0) continue
		own.push(first)
		peer.push(second)
	}
	await Promise.all([large.close(), small.close()])
	await close()
	const value = median(own)
	return [
		{
			label: `${MONTHS} months × ${EACH}`,
			value,
			unit: 'ms',
			peer: { name: 'with one month', value: median(peer) },
			bar: { of: 'ratio', atMost: 1.2 }
		},
		{ label: 'the same, absolute', value, unit: 'ms', bar: { of: 'value', atMost: 400 } }
	]
}

/** A device that has the app and the book, and then loses the network. */
async function bookOf(browser: Browser, address: string, months: number): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
	await context.addInitScript(watchPaint)
	await serveSeedPage(context)
	const seeding = await context.newPage()
	await seeding.goto(`${address}/bench-seed/seed.html`)
	await seeding.waitForFunction(() => window.seedBook !== undefined)
	await seeding.evaluate(([count, each]) => window.seedBook(count, each), [months, EACH] as const)
	await seeding.close()
	const page = await context.newPage()
	await page.goto(address + WEEK)
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
	await page.waitForFunction(() => window.painted !== undefined)
	await page.close()
	await context.setOffline(true)
	await start(context, address)
	return context
}

/** The page that fills a book lies beside the app, so that it fills the app's own storage. */
export const serveSeedPage = (context: BrowserContext): Promise<unknown> =>
	context.route('**/bench-seed/**', async (route) => {
		const path = new URL(route.request().url()).pathname.replace('/bench-seed/', '')
		await route.fulfill({
			body: await readFile(join(OUTPUT, 'bench', path)),
			contentType: TYPES[extname(path)] ?? 'text/plain'
		})
	})

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.css': 'text/css'
}

async function start(context: BrowserContext, address: string): Promise<number> {
	const page = await context.newPage()
	await page.goto(address + WEEK)
	await page.waitForFunction(() => window.painted !== undefined)
	const ms = await page.evaluate(() => window.painted)
	await page.close()
	return ms ?? Number.NaN
}

declare global {
	interface Window {
		/** Milliseconds from the start of the navigation until the first appointments were on the screen. */
		painted: number | undefined
	}
}

function watchPaint(): void {
	const look = () => {
		if (!document.querySelector('[data-key]')) return requestAnimationFrame(look)
		return requestAnimationFrame(() => setTimeout(() => (window.painted ??= performance.now())))
	}
	requestAnimationFrame(look)
}
