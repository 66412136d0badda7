/** Sees every frame that is painted of the list of appointments, and the words of the save ladder above it. */
import type { BrowserContext, Page } from '@playwright/test'
import { formatDay, type Day } from '#lib/core/time/wall.ts'
import type { Frame } from './promises.ts'

interface Told {
	readonly rung: string
	/** The day (days since 1970) and the spoken name of each row. */
	readonly rows: readonly (readonly [day: number, label: string])[]
}

export interface Witness {
	/** The newest frame of the page that is watched. */
	readonly last: Frame | undefined
	/** From now on only frames of this page count. */
	watch(page: Page): void
	/** Whoever listens hears of every frame, and can end it. */
	listen(ear: (frame: Frame) => void): () => void
	/** Resolves with true as soon as a frame is so, with false after so many milliseconds. */
	until(isSo: (frame: Frame) => boolean, ms: number): Promise<boolean>
}

const TELL = 'daybookWitness'
const LABEL = /^(\d\d:\d\d) to (\d\d:\d\d), (Client \d+), .*?(?:with [^,]+|unassigned), ([^,]+)/

export async function watchPages(context: BrowserContext): Promise<Witness> {
	const ears = new Set<(frame: Frame) => void>()
	let watched: Page | undefined
	let last: Frame | undefined
	await context.exposeBinding(TELL, ({ page }, told: Told) => {
		if (page !== watched) return
		const frame = (last = frameOf(told))
		for (const ear of [...ears]) ear(frame)
	})
	await context.addInitScript(tellFrames, TELL)
	const listen = (ear: (frame: Frame) => void) => {
		ears.add(ear)
		return () => void ears.delete(ear)
	}
	return {
		get last() {
			return last
		},
		watch(page) {
			watched = page
			last = undefined
		},
		listen,
		until: (isSo, ms) =>
			new Promise((resolve) => {
				const end = (value: boolean) => {
					clearTimeout(timer)
					deaf()
					resolve(value)
				}
				const timer = setTimeout(end, ms, false)
				const deaf = listen((frame) => isSo(frame) && end(true))
				if (last && isSo(last)) end(true)
			})
	}
}

function frameOf({ rung, rows }: Told): Frame {
	const found = new Map<string, string>()
	const doubled: string[] = []
	for (const [day, label] of rows) {
		const [, start, end, client, status] = LABEL.exec(label) ?? []
		if (client === undefined) throw new Error(`What is "${label}"?`)
		if (found.has(client)) doubled.push(client)
		found.set(client, sayState({ day: formatDay(day as Day), start, end, status }))
	}
	return { rung, rows: found, doubled }
}

interface State {
	readonly day: string
	readonly start: string | undefined
	readonly end: string | undefined
	readonly status: string | undefined
}

export const sayState = ({ day, start, end, status }: State): string => `${day} ${start}–${end} ${status}`

/** In the page: after what changed, before it is painted, once for each frame. */
function tellFrames(tell: string) {
	let isAsked = false
	const look = () => {
		isAsked = false
		const list = document.querySelector<HTMLElement>('.list')
		const rung = document.querySelector<HTMLElement>('[data-save]')?.dataset['save']
		if (!list || rung === undefined) return
		const rows = Array.from(list.querySelectorAll<HTMLElement>('[role=row][data-key]'), (row) => [
			Number(row.closest('.section')?.querySelector<HTMLElement>('[data-day]')?.dataset['day']),
			row.getAttribute('aria-label') ?? ''
		])
		const say = (window as unknown as Record<string, (told: unknown) => void>)[tell]
		say?.({ rung, rows })
	}
	new MutationObserver(() => {
		if (isAsked) return
		isAsked = true
		requestAnimationFrame(look)
	}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
}
