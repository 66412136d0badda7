/**
 * Two people in two browsers on the real server: from the key that moves an appointment on one screen until it is painted
 * on the other. Everything between is the product: the edit, the journal, the wire, the relay, the document, the view.
 */
import { chromium, type Page } from '@playwright/test'
import { bookByForm, card } from '../../e2e/fixtures.ts'
import { startServer } from '../../e2e/server.ts'
import { acceptInvitation, foundTeam, inviteByLink, openTeam } from '../../e2e/team.ts'
import { CHROMIUM_ARGS, ensureChromium } from '../../support/chromium.ts'
import { ensureBuilt } from '../../../server/launch/build.mjs'
import { ROOT } from '../../support/programs.ts'
import type { Figure } from '../figure.ts'
import { createSamples } from './load/samples.ts'

const MOVES = 60
const WARM_UP = 10
const CLIENT = 'Anna Weber'
const VIEW = { viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Berlin' }
/** Issue 3, "Figures". */
const BAR_MS = 100

declare global {
	interface Window {
		/** When a key went down, in milliseconds since the epoch; so fine that two browsers can be compared. */
		pressedAt: number[]
		/** When the appointment was painted anew. */
		paintedAt: number[]
	}
}

export async function browserFigures(): Promise<readonly Figure[]> {
	const found = await ensureChromium()
	if (!found.ok) throw new Error(found.message)
	const built = await ensureBuilt(ROOT, process.execPath)
	if (!built.ok) throw new Error(built.message)
	const server = await startServer()
	const browser = await chromium.launch({ executablePath: found.value, args: [...CHROMIUM_ARGS] })
	try {
		const ada = await (await browser.newContext(VIEW)).newPage()
		const ben = await (await browser.newContext(VIEW)).newPage()
		await foundTeam(ada, server.address)
		await bookByForm(ada, { client: CLIENT, start: '12:00', end: '12:30' })
		await openTeam(ada)
		const link = await inviteByLink(ada)
		await ada.keyboard.press('Escape')
		await acceptInvitation(ben, link)
		await card(ben, CLIENT).waitFor()
		return await movesBetween(ada, ben)
	} finally {
		await browser.close()
		await server.end()
	}
}

async function movesBetween(ada: Page, ben: Page): Promise<readonly Figure[]> {
	await ada.evaluate(watchKeys)
	await ben.evaluate(watchPaint)
	const samples = createSamples()
	for (let move = 0; move < MOVES + WARM_UP; move += 1) {
		await card(ada, CLIENT).focus()
		await ada.keyboard.press(move % 2 === 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp')
		await ben.waitForFunction((count) => window.paintedAt.length > count, move)
		const pressed = await ada.evaluate(() => window.pressedAt.at(-1) ?? Number.NaN)
		const painted = await ben.evaluate((at) => window.paintedAt[at] ?? Number.NaN, move)
		if (move >= WARM_UP) samples.add(painted - pressed)
	}
	const { p50, p95 } = samples.percentiles()
	return [
		{ label: 'edit on one browser to painted on the other, p50', unit: 'ms', value: p50 },
		{
			label: 'edit on one browser to painted on the other, p95',
			unit: 'ms',
			value: p95,
			bar: { of: 'value', atMost: BAR_MS }
		}
	]
}

function watchKeys(): void {
	window.pressedAt = []
	const note = (event: KeyboardEvent) => {
		if (event.key.startsWith('Arrow')) window.pressedAt.push(performance.timeOrigin + event.timeStamp)
	}
	addEventListener('keydown', note, { capture: true })
}

/** Behind the frame in which the only card stands elsewhere: then it is on the screen. */
function watchPaint(): void {
	window.paintedAt = []
	const place = () => document.querySelector('[data-key]')?.getBoundingClientRect().top
	let known = place()
	let isDue = false
	const look = () => {
		isDue = false
		const present = place()
		if (present === undefined || present === known) return
		known = present
		setTimeout(() => window.paintedAt.push(performance.timeOrigin + performance.now()))
	}
	new MutationObserver(() => {
		if (isDue) return
		isDue = true
		requestAnimationFrame(look)
	}).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
}
