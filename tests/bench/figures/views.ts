/** Month, week and list beside bare FullCalendar. */
import type { Page } from '@playwright/test'
import type {} from '../pages/views.ts'
import { median, type Bar, type Figure } from '../figure.ts'

const ROUNDS = 7
const PEER = 'FullCalendar'

interface Contest {
	readonly label: string
	readonly ours: () => Promise<number>
	readonly bare: () => Promise<number>
	readonly bar?: Bar
}

export async function viewFigures(page: Page, address: string): Promise<readonly Figure[]> {
	await page.goto(`${address}views.html`)
	await page.waitForFunction(() => window.viewBench !== undefined)
	const mounts = (shown: 'month' | 'week' | 'list', count: number) => ({
		ours: () =>
			page.evaluate(([view, n]) => window.viewBench.timeMount('ours', view, n), [shown, count] as const),
		bare: () =>
			page.evaluate(([view, n]) => window.viewBench.timeMount('bare', view, n), [shown, count] as const)
	})
	const edits = (shown: 'month' | 'week', count: number) => ({
		ours: () =>
			page.evaluate(([view, n]) => window.viewBench.timeEdit('ours', view, n), [shown, count] as const),
		bare: () =>
			page.evaluate(([view, n]) => window.viewBench.timeEdit('bare', view, n), [shown, count] as const)
	})
	const contests: readonly Contest[] = [
		{ label: 'month of 500, mount to painted', ...mounts('month', 500), bar: { of: 'ratio', atMost: 1.2 } },
		{ label: 'month of 5,000, mount to painted', ...mounts('month', 5000) },
		{ label: 'month of 500, one edit to painted', ...edits('month', 500) },
		{ label: 'week of 200, mount to painted', ...mounts('week', 200) },
		{ label: 'week of 200, one edit to painted', ...edits('week', 200) },
		{ label: 'list of 5,000, mount to painted', ...mounts('list', 5000) },
		{
			label: 'list of 5,000, frame while scrolling (p95)',
			ours: () => page.evaluate(() => window.viewBench.timeScroll('ours', 5000)),
			bare: () => page.evaluate(() => window.viewBench.timeScroll('bare', 5000))
		}
	]
	const figures: Figure[] = []
	for (const contest of contests) figures.push(await held(contest))
	return figures
}

/** In turns, after one round that is not counted: what slows the machine slows both. */
async function held({ label, ours, bare, bar }: Contest): Promise<Figure> {
	const own: number[] = []
	const peer: number[] = []
	for (let round = -1; round < ROUNDS; round++) {
		const [first, second] = [await ours(), await bare()]
		if (round < 0) continue
		own.push(first)
		peer.push(second)
	}
	return {
		label,
		value: median(own),
		unit: 'ms',
		peer: { name: PEER, value: median(peer) },
		...(bar ? { bar } : {})
	}
}
