/**
 * `kill -9` of the page, or of the whole browser, while somebody works in it without pause, again and again. Each time the
 * page opens without a network first: what it shows then is what the device kept. After that it is brought together with
 * the server.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserContext, Page } from '@playwright/test'
import { openBrowser, type OwnBrowser } from '../../e2e/browser.ts'
import type { TestServer } from '../../e2e/server.ts'
import { foundTeam, meOf } from '../../e2e/team.ts'
import type { Dice } from '../../simulation/dice.ts'
import { FIRST_DAY, Person } from './person.ts'
import { Promises, type Frame } from './promises.ts'
import { rowsOfServer, type Place } from './server-rows.ts'
import { watchPages, type Witness } from './witness.ts'

export interface LivesReport {
	readonly kills: number
	readonly ofBrowser: number
	/** While it was beginning. */
	readonly early: number
	/** In the instant in which words of the save ladder were painted. */
	readonly sharp: number
	readonly offline: number
	/** Edits that were shown. */
	readonly edits: number
}

export interface LivesOptions {
	readonly server: TestServer
	/** A folder that is there. */
	readonly profile: string
	readonly dice: Dice
	readonly kills: number
	readonly onkill: (report: LivesReport) => void
}

const MOST_MS = 1_500
/** For whatever takes as long as the machine is busy with others. */
const PATIENCE_MS = 60_000
const HEIGHT = 2_600

interface Desk {
	readonly browser: OwnBrowser
	readonly witness: Witness
}

/** Rejects with what was lost, doubled or came from nowhere. */
export async function killTabs({ server, profile, dice, kills, onkill }: LivesOptions): Promise<LivesReport> {
	const count = { kills: 0, ofBrowser: 0, early: 0, sharp: 0, offline: 0, edits: 0 }
	/** On this device; on the server. */
	const saved = new Promises('saved', 'synced', 'waiting')
	const synced = new Promises('synced')
	let clients = 0
	const nextClient = () => `Client ${String((clients += 1)).padStart(4, '0')}`
	let desk = await sitDown(profile)
	let page = desk.browser.page
	try {
		await foundTeam(page, server.address)
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
		const { calendars } = (await meOf(page)).workspaces[0] ?? { calendars: [] }
		// Browsers write cookies down when they have time; being signed out is not what this is about.
		const cookies = await desk.browser.context.cookies()
		const place: Place = {
			address: server.address,
			cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
			calendars: calendars.map(({ id }) => id)
		}
		const address = `${server.address}/?view=list&date=${FIRST_DAY}`
		// What was never there is not shown as empty: both months are fetched once.
		desk.witness.watch(page)
		await page.goto(address)
		await agree(desk.witness, place)

		/** One page, from its opening to its sudden end. */
		const live = async (throws: Dice, isOfBrowser: boolean) => {
			const { browser, witness } = desk
			const end = createEnd(browser, page, isOfBrowser)
			if (throws.oneIn(6)) {
				saved.passOnTo(synced)
				await browser.context.setOffline(throws.oneIn(2))
				const opening = page.goto(address).catch(() => undefined)
				await pause(throws.below(MOST_MS))
				count.early += 1
				await end.now()
				await opening
				return
			}
			await browser.context.setOffline(true)
			await page.goto(address)
			await whole(witness, 'the device', (frame) => saved.broken(frame.rows))
			const frame = witness.last as Frame
			saved.begin(frame.rows)
			synced.mayBe(frame.rows)
			const faults: string[] = []
			const deaf = witness.listen((seen) => {
				faults.push(...saved.sees(seen))
				synced.sees(seen)
			})
			if (throws.oneIn(3)) count.offline += 1
			else {
				await browser.context.setOffline(false)
				if (throws.oneIn(2)) await agree(witness, place)
			}
			const person = new Person(page, throws.apart('person'), nextClient)
			const working = person
				.work(witness, ({ client, state }) => {
					saved.tries(client, state)
					synced.tries(client, state)
				})
				.catch((gone: unknown) => {
					if (!end.isSaid) throw gone
				})
			if (throws.oneIn(2)) {
				count.sharp += 1
				await Promise.race([end.atPromise(witness, 1 + throws.below(8)), working])
			} else {
				await Promise.race([pause(throws.below(2 * MOST_MS)), working])
				await end.now()
			}
			await working
			deaf()
			count.edits += person.done
			if (faults.length > 0) throw new Error([...new Set(faults)].slice(0, 5).join('\n'))
		}

		for (let kill = 1; kill <= kills + 1; kill += 1) {
			const isLast = kill > kills
			page.setDefaultTimeout(PATIENCE_MS)
			await page.setViewportSize({ width: 1440, height: HEIGHT })
			desk.witness.watch(page)
			await desk.browser.context.addCookies(cookies)
			if (isLast) {
				await desk.browser.context.setOffline(false)
				await page.goto(address)
				await whole(desk.witness, 'the device', (frame) => saved.broken(frame.rows))
				await agree(desk.witness, place)
				break
			}
			const isOfBrowser = kill % 2 === 0
			await live(dice.apart(String(kill)), isOfBrowser)
			count.kills += 1
			if (isOfBrowser) count.ofBrowser += 1
			complain('the server', synced, await rowsOfServer(place))
			if (isOfBrowser) {
				desk = await sitDown(profile)
				page = desk.browser.page
			} else {
				const next = await desk.browser.context.newPage()
				await page.close()
				page = next
			}
			onkill(count)
		}
		return count
	} finally {
		await desk.browser.kill()
	}
}

async function sitDown(profile: string): Promise<Desk> {
	const browser = await openBrowser(profile)
	return { browser, witness: await watchPages(browser.context) }
}

function complain(where: string, promises: Promises, { rows, doubled }: Frame): void {
	const faults = [...promises.broken(rows), ...doubled.map((client) => `${client} is there twice`)]
	if (faults.length > 0) throw new Error(`On ${where}:\n${faults.join('\n')}`)
}

/** The page shows everything it should. */
async function whole(
	witness: Witness,
	where: string,
	lacks: (frame: Frame) => readonly string[]
): Promise<void> {
	if (await witness.until((frame) => lacks(frame).length + frame.doubled.length === 0, PATIENCE_MS)) return
	const { last } = witness
	throw new Error(`On ${where}:\n${last ? [...lacks(last), ...last.doubled].join('\n') : 'nothing was shown'}`)
}

/** Page and server say the same. */
async function agree(witness: Witness, place: Place): Promise<void> {
	await whole(witness, 'the way to the server', ({ rung }) => (rung === 'synced' ? [] : [`It is ${rung}`]))
	const { rows } = await rowsOfServer(place)
	await whole(witness, 'the page beside the server', (frame) => differences(frame.rows, rows))
}

const differences = (page: Frame['rows'], server: Frame['rows']): readonly string[] =>
	[...new Set([...page.keys(), ...server.keys()])].flatMap((client) =>
		page.get(client) === server.get(client)
			? []
			: [`${client} is ${page.get(client)} on the page, ${server.get(client)} on the server`]
	)

interface End {
	readonly isSaid: boolean
	now(): Promise<void>
	/** In the instant in which the n-th frame that shows something new and calls it saved is painted. */
	atPromise(witness: Witness, n: number): Promise<void>
}

function createEnd(browser: OwnBrowser, page: Page, isOfBrowser: boolean): End {
	let isSaid = false
	const crashed = page.waitForEvent('crash', { timeout: 0 }).catch(() => undefined)
	const kill = async (pids: readonly number[]) => {
		isSaid = true
		if (isOfBrowser) return browser.kill()
		for (const pid of pids) process.kill(pid, 'SIGKILL')
		await crashed
	}
	return {
		get isSaid() {
			return isSaid
		},
		now: async () => kill(isOfBrowser ? [] : await renderersOf(browser.context)),
		async atPromise(witness, n) {
			const pids = isOfBrowser ? [] : await renderersOf(browser.context)
			let left = n
			let rows = ''
			await new Promise<void>((resolve, reject) => {
				const deaf = witness.listen((frame) => {
					const now = JSON.stringify([...frame.rows])
					if (frame.rung === 'saving' || now === rows || left-- > 1) return
					rows = now
					deaf()
					kill(pids).then(resolve, reject)
				})
			})
		}
	}
}

/** Those of this browser only. */
async function renderersOf(context: BrowserContext): Promise<readonly number[]> {
	const session = await context.browser()!.newBrowserCDPSession()
	const { processInfo } = await session.send('SystemInfo.getProcessInfo')
	await session.detach()
	return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}
