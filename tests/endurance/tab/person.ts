/** Somebody at the desk who never rests: books, moves, marks, deletes and takes back, by the keys and forms of the page. */
import type { Page } from '@playwright/test'
import { formatDay, formatTime, MINUTE, parseDay, type Day, type Wall } from '#lib/core/time/wall.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { STATUS_LOOK } from '#lib/views/card/status-look.ts'
import { STATUS_KEYS } from '#lib/views/interaction/keyboard.ts'
import { openNew } from '../../e2e/fixtures.ts'
import type { Dice } from '../../simulation/dice.ts'
import type { Rows } from './promises.ts'
import { sayState, type Witness } from './witness.ts'

export interface Act {
	readonly client: string
	/** What it will be; undefined: gone. */
	readonly state: string | undefined
	readonly press: (page: Page) => Promise<void>
	/** A second one would take back something else. */
	readonly isUndo?: true
}

/** The list begins here; a week of it is in use, of two months. */
export const FIRST_DAY = '2026-11-28'
const DAYS = 7
const FEWEST = 6
const MOST = 16
const OPENING = 8 * 60
const CLOSING = 20 * 60
const SLOT = 15
/** Longer than any edit takes to be shown, also where others use the machine. */
const SHOWN_MS = 5_000

export class Person {
	readonly #page: Page
	readonly #dice: Dice
	readonly #nextClient: () => string
	#last: { readonly client: string; readonly before: string | undefined } | undefined
	/** Acts that were shown. */
	done = 0

	constructor(page: Page, dice: Dice, nextClient: () => string) {
		this.#page = page
		this.#dice = dice
		this.#nextClient = nextClient
	}

	/** Rejects when the page is no more. `before` each act it is said what will be. */
	async work(witness: Witness, before: (act: Act) => void): Promise<never> {
		for (;;) {
			const rows = witness.last?.rows ?? new Map()
			const act = this.#choose(rows)
			before(act)
			this.#last = undefined
			await act.press(this.#page)
			if (!(await witness.until((frame) => frame.rows.get(act.client) === act.state, SHOWN_MS))) continue
			this.done += 1
			if (!act.isUndo) this.#last = { client: act.client, before: rows.get(act.client) }
		}
	}

	#choose(rows: Rows): Act {
		const dice = this.#dice
		const client = dice.pick([...rows.keys()].sort())
		if (client === undefined || rows.size < FEWEST || (rows.size < MOST && dice.oneIn(10))) return this.#book()
		const state = rows.get(client) as string
		const last = this.#last
		if (last && dice.oneIn(8)) return this.#takeBack(last.client, last.before)
		if (rows.size >= MOST || dice.oneIn(12)) return onRow(client, undefined, 'Delete')
		return this.#change(client, state)
	}

	#change(client: string, state: string): Act {
		const { start, end, day, status } = readState(state)
		const acts: Act[] = []
		const move = (keys: string, days: number, from: number, to: number) => {
			if (from >= OPENING && to <= CLOSING && day + days >= first && day + days < first + DAYS)
				acts.push(onRow(client, stateOf((day + days) as Day, from, to, status), keys))
		}
		const first = dayOf(FIRST_DAY)
		move('Alt+ArrowDown', 0, start + SLOT, end + SLOT)
		move('Alt+ArrowUp', 0, start - SLOT, end - SLOT)
		move('Alt+ArrowRight', 1, start, end)
		move('Alt+ArrowLeft', -1, start, end)
		if (end - start < 120) move('Alt+Shift+ArrowDown', 0, start, end + SLOT)
		for (const [digit, name] of Object.entries(STATUS_KEYS))
			if (labelOf(name) !== status && this.#dice.oneIn(3))
				acts.push(onRow(client, stateOf(day, start, end, labelOf(name)), digit))
		return this.#dice.pick(acts) ?? onRow(client, undefined, 'Delete')
	}

	#takeBack(client: string, state: string | undefined): Act {
		return { client, state, press: (page) => page.keyboard.press('Control+z'), isUndo: true }
	}

	#book(): Act {
		const client = this.#nextClient()
		const start = OPENING + this.#dice.below(40) * SLOT
		const state = stateOf(dayOf(FIRST_DAY), start, start + 30, labelOf('booked'))
		return {
			client,
			state,
			async press(page) {
				await openNew(page)
				const editor = page.getByRole('dialog', { name: 'New appointment' })
				await editor.getByLabel('Client').fill(client)
				for (const [label, minute] of [
					['Start', start],
					['End', start + 30]
				] as const) {
					const field = editor.getByLabel(label, { exact: true })
					await field.fill(timeOf(minute))
					await field.press('Tab')
				}
				await editor.getByRole('button', { name: 'Book it' }).click()
			}
		}
	}
}

const labelOf = (status: Status): string => STATUS_LOOK[status].label.toLowerCase()

const onRow = (client: string, state: string | undefined, keys: string): Act => ({
	client,
	state,
	press: (page) => page.locator(`[role=row][aria-label*=", ${client},"]`).press(keys)
})

const timeOf = (minute: number): string => formatTime((minute * MINUTE) as Wall)
const stateOf = (day: Day, start: number, end: number, status: string): string =>
	sayState({ day: formatDay(day), start: timeOf(start), end: timeOf(end), status })

function dayOf(text: string): Day {
	const day = parseDay(text)
	if (!day.ok) throw new Error(day.message)
	return day.value
}

function readState(state: string) {
	const [, day = '', start = '', end = '', status = ''] = /^(\S+) (\S+)–(\S+) (.+)$/.exec(state) ?? []
	const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
	return { day: dayOf(day), start: minuteOf(start), end: minuteOf(end), status }
}
