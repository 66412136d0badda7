/**
 * The real built app: a change of "the whole series" by somebody who looks at a week of it, from the last key to the week
 * painted with every date moved. Five hundred past dates have a status of their own, which stays.
 */
import type { Browser, Page } from '@playwright/test'
import { join } from 'node:path'
import { createApp } from '../../../server/app.ts'
import { listen } from '../../../server/http/listen.ts'
import { loadSite } from '../../../server/http/site.ts'
import { ROOT } from '../../support/programs.ts'
import { median, type Figure } from '../figure.ts'
import type {} from '../pages/seed.ts'
import { serveSeedPage } from './warm-start.ts'

const OVERRIDES = 500
const ROUNDS = 9
const WEEK = '/?view=week&date=2026-11-25'

export async function seriesEditFigures(browser: Browser): Promise<readonly Figure[]> {
	const site = await loadSite(join(ROOT, 'build'))
	const listening = await listen(createApp({ site }), { host: '127.0.0.1', port: 0 })
	if (!listening.ok) throw new Error(listening.message)
	const { address, close } = listening.value
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
	await serveSeedPage(context)
	const page = await context.newPage()
	await page.goto(`${address}/bench-seed/seed.html`)
	await page.waitForFunction(() => window.seedSeries !== undefined)
	await page.evaluate((count) => window.seedSeries(count), OVERRIDES)
	await page.goto(address + WEEK)
	const times: number[] = []
	for (let round = 0; round <= ROUNDS; round++) {
		const ms = await moveAll(page)
		// The first compiles.
		if (round > 0) times.push(ms)
	}
	await context.close()
	await close()
	return [
		{
			label: `all of a series with ${OVERRIDES} past overrides, moved, to painted week`,
			value: median(times),
			unit: 'ms',
			bar: { of: 'value', atMost: 100 }
		}
	]
}

/** A quarter of an hour later, by keyboard; milliseconds. */
async function moveAll(page: Page): Promise<number> {
	const card = page.locator('[data-key]').first()
	await card.waitFor()
	const before = (await card.getAttribute('aria-label'))?.slice(0, 5) ?? ''
	await card.focus()
	await page.keyboard.press('Alt+ArrowDown')
	const question = page.getByRole('dialog', { name: /^Move/ })
	await question.getByRole('radio', { name: 'The whole series' }).check()
	const move = await question.getByRole('button', { name: 'Move', exact: true }).elementHandle()
	return page.evaluate(
		([button, old]) =>
			new Promise<number>((done) => {
				const start = performance.now()
				const look = () => {
					const cards = [...document.querySelectorAll('[data-key]')]
					const isOld = cards.length === 0 || cards.some(({ ariaLabel }) => ariaLabel?.startsWith(old))
					if (isOld) return requestAnimationFrame(look)
					// The frame that shows it is on the screen a task after the next one.
					return requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))
				}
				;(button as HTMLElement | null)?.click()
				requestAnimationFrame(look)
			}),
		[move, before] as const
	)
}
