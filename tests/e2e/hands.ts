/** Mouse and fingers. A real touch goes through the browser's own input, so that scrolling and holding are the browser's. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface Point {
	readonly x: number
	readonly y: number
}

export interface Box extends Point {
	readonly width: number
	readonly height: number
}

/** Where it lies once it lies still: a view that has just opened may scroll to now. */
export async function boxOf(locator: Locator): Promise<Box> {
	await locator.scrollIntoViewIfNeeded()
	let box = await locator.boundingBox()
	await expect
		.poll(
			async () => {
				const before = JSON.stringify(box)
				box = await locator.boundingBox()
				return JSON.stringify(box) === before
			},
			{ intervals: [250] }
		)
		.toBe(true)
	if (!box) throw new Error(`${String(locator)} is not drawn`)
	return box
}

export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

/** What is being dragged shows where it would land. */
const ghost = (page: Page) => page.locator('.ghost, .fc-event-mirror, .fc-event-dragging')

export async function dragByMouse(page: Page, from: Point, to: Point, holding?: 'Alt'): Promise<void> {
	await page.mouse.move(from.x, from.y)
	await page.mouse.down()
	if (holding) await page.keyboard.down(holding)
	await page.mouse.move(from.x + 3, from.y + 8, { steps: 3 })
	await page.mouse.move(to.x, to.y, { steps: 8 })
	await expect(ghost(page).first()).toBeVisible()
	await page.mouse.up()
	if (holding) await page.keyboard.up(holding)
}

/** Holds until the card is lifted, then carries it. `before`: what must be so before the finger leaves the glass. */
export async function dragByFinger(
	page: Page,
	from: Point,
	to: Point,
	before?: () => Promise<unknown>
): Promise<void> {
	const finger = await fingerOn(page)
	await finger('touchStart', from)
	await expect(ghost(page).first()).toBeVisible()
	for (const point of between(from, to, 8)) {
		await finger('touchMove', point)
		await nextFrame(page)
	}
	await before?.()
	await finger('touchEnd')
}

/** A finger moves no faster than the screen draws. */
const nextFrame = (page: Page) =>
	page.evaluate(() => new Promise<void>((drawn) => requestAnimationFrame(() => drawn())))

/**
 * Moves at once: the page scrolls or turns, nothing is lifted. Sent in one go, for a stroke that took longer than a hold
 * is none.
 */
export async function swipe(page: Page, from: Point, to: Point): Promise<void> {
	const finger = await fingerOn(page)
	const moves = between(from, to, 4).map((point) => ['touchMove', point] as const)
	const stroke = [['touchStart', from] as const, ...moves, ['touchEnd'] as const]
	await Promise.all(stroke.map(([type, point]) => finger(type, point)))
}

async function fingerOn(page: Page) {
	const session = await page.context().newCDPSession(page)
	return (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: Point) =>
		session.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [{ x: point.x, y: point.y }] : [] })
}

const between = (from: Point, to: Point, steps: number): Point[] =>
	Array.from({ length: steps }, (_, n) => ({
		x: from.x + ((to.x - from.x) * (n + 1)) / steps,
		y: from.y + ((to.y - from.y) * (n + 1)) / steps
	}))

/** As the device of this project drags. */
export const drag = (page: Page, hasTouch: boolean, from: Point, to: Point): Promise<void> =>
	hasTouch ? dragByFinger(page, from, to) : dragByMouse(page, from, to)
