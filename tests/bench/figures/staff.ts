/** The staff views beside the physical limit: the same boxes as hand-written, absolutely positioned DOM. */
import type { Page } from '@playwright/test'
import type {} from '../pages/staff.ts'
import { median, type Figure } from '../figure.ts'

const ROUNDS = 9
/** A drop is painted in two frames or three; a few of them give either by chance. */
const DROPS = 25
const FLOOR = 'plain DOM'

export async function staffFigures(page: Page, address: string): Promise<readonly Figure[]> {
	await page.goto(`${address}staff.html`)
	await page.waitForFunction(() => window.staffBench !== undefined)
	return [
		await beside(page, 'staff day, 20 columns × 15', 'staff-day', 20),
		await beside(page, 'timeline, 100 rows × 15', 'timeline', 100),
		await drops(page, 'staff day, drop to painted', 'staff-day', 20),
		await drops(page, 'timeline, drop to painted', 'timeline', 100)
	]
}

async function beside(
	page: Page,
	label: string,
	view: 'staff-day' | 'timeline',
	lines: number
): Promise<Figure> {
	const own: number[] = []
	const floor: number[] = []
	for (let round = -1; round < ROUNDS; round++) {
		const first = await page.evaluate(([name, n]) => window.staffBench.timeMount(name, n, 15), [
			view,
			lines
		] as const)
		const second = await page.evaluate(([name, n]) => window.staffBench.timeFloor(name, n, 15), [
			view,
			lines
		] as const)
		if (round < 0) continue
		own.push(first)
		floor.push(second)
	}
	const peer = { name: FLOOR, value: median(floor) }
	return { label, value: median(own), unit: 'ms', peer, bar: { of: 'ratio', atMost: 3 } }
}

/** A real hand: pressed, moved in steps, let go; to and fro, so that every drop is a move. */
async function drops(
	page: Page,
	label: string,
	view: 'staff-day' | 'timeline',
	lines: number
): Promise<Figure> {
	await page.reload()
	await page.waitForFunction(() => window.staffBench !== undefined)
	await page.evaluate(([name, n]) => window.staffBench.open(name, n, 15).then(() => undefined), [
		view,
		lines
	] as const)
	const far = view === 'staff-day' ? { x: 0, y: 60 } : { x: 120, y: 0 }
	for (let round = 0; round < DROPS; round++) {
		const box = await page.locator('.card[data-key]').nth(12).boundingBox()
		if (!box) throw new Error(`There is no card to drag in the ${view}`)
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
		const sign = round % 2 === 0 ? 1 : -1
		await page.mouse.move(x, y)
		await page.mouse.down()
		await page.mouse.move(x + 6, y + 6)
		await page.mouse.move(x + sign * far.x, y + sign * far.y, { steps: 6 })
		await page.mouse.up()
		await page.evaluate(() => window.staffBench.settled)
	}
	const measured = await page.evaluate(() => window.staffBench.drops)
	return {
		label: `${label} (${measured.length} drops)`,
		value: median(measured),
		unit: 'ms',
		bar: { of: 'value', atMost: 50 }
	}
}
