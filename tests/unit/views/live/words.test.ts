/** The words and the loudness of the save ladder, the connection and what came meanwhile. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sayLadder } from '#lib/client/live/ladder.ts'
import type { Connection, OthersChange } from '#lib/client/live/live.ts'
import type { Day } from '#lib/core/time/wall.ts'
import { byDay, sayAway } from '#lib/views/live/away-days.ts'
import { chipOf } from '#lib/views/live/chip.ts'
import { sayConnection } from '#lib/views/live/connection-words.ts'
import { sayMoment } from '#lib/views/live/moment.ts'
import { toDecide } from '#lib/views/live/to-decide.ts'

const CONNECTIONS: readonly Connection[] = [
	'none',
	'connecting',
	'live',
	'offline',
	'signed-out',
	'forbidden',
	'too-old'
]
const SAVED = { kind: 'saved' } as const
interface Wish {
	readonly connection: Connection
	readonly waiting?: number
	readonly needsYou?: number
	readonly online?: boolean
	readonly isBringing?: boolean
}
const chip = ({ connection, waiting = 0, needsYou = 0, online = true, isBringing = false }: Wish) =>
	chipOf({
		ladder: sayLadder({ save: SAVED, connection, waiting, needsYou, waitedMs: 60_000 }),
		connection,
		online,
		progress: isBringing ? { kind: 'to-server', done: 12, of: 60 } : undefined
	})

describe('sayLadder()', () => {
	it('calls nothing synced before it is known what waits', () => {
		for (const connection of CONNECTIONS)
			expect(sayLadder({ save: SAVED, connection, waiting: undefined, needsYou: 0, waitedMs: 0 }).words).toBe(
				'Saved on this device'
			)
	})
})

describe('chipOf()', () => {
	it('is quiet exactly while nothing waits for anybody', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...CONNECTIONS.slice(1)),
				fc.nat(3),
				fc.nat(2),
				fc.boolean(),
				(connection, waiting, needsYou, online) => {
					const { tone } = chip({ connection, waiting, needsYou, online })
					expect(tone === 'quiet').toBe(waiting === 0 && needsYou === 0)
				}
			)
		)
	})

	it('never takes being offline for an error', () => {
		expect(chip({ connection: 'offline' })).toMatchObject({ words: 'Synced · offline', tone: 'quiet' })
		expect(chip({ connection: 'none', online: false }).words).toBe('Saved on this device · offline')
		expect(chip({ connection: 'offline', waiting: 3 })).toMatchObject({
			words: '3 waiting, saved here',
			sign: 'away',
			tone: 'plain'
		})
	})

	it('says what keeps it from the others where it is not the network', () => {
		expect(chip({ connection: 'signed-out' }).words).toBe('Synced · signed out')
		expect(chip({ connection: 'too-old' }).words).toBe('Synced · reload needed')
	})

	it('counts the rooms while a book is brought, unless somebody is asked or the line is down', () => {
		expect(chip({ connection: 'live', isBringing: true }).words).toBe('Sending the book, 12 of 60')
		expect(chip({ connection: 'live', isBringing: true, needsYou: 1 }).words).toBe('Needs you')
		expect(chip({ connection: 'offline', isBringing: true }).words).toBe('Synced · offline')
	})
})

describe('sayConnection()', () => {
	it('has words of its own for every state', () => {
		const heads = CONNECTIONS.map((connection) => sayConnection(connection, 'websocket').head)
		expect(new Set(heads).size).toBe(CONNECTIONS.length)
	})

	it('names the way by HTTP', () => {
		expect(sayConnection('live', 'polling').head).toBe('Connected by HTTP: WebSockets are blocked here')
	})
})

describe('toDecide()', () => {
	it('counts both and names what there is', () => {
		expect(toDecide(0, 0)).toEqual({ count: 0, words: '' })
		expect(toDecide(1, 0)).toEqual({ count: 1, words: '1 needs you' })
		expect(toDecide(2, 1)).toEqual({ count: 3, words: '2 need you, 1 overlap' })
	})
})

describe('while away', () => {
	const change = (day: number, name: string): OthersChange => ({
		key: name,
		name,
		what: 'New',
		day: day as Day
	})

	it('byDay() loses nothing and puts the days in order', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(5), fc.string())), (all) => {
				const changes = all.map(([day, name]) => change(day, name))
				const days = byDay(changes)
				expect(days.flatMap(({ changes }) => changes).length).toBe(changes.length)
				expect(days.map(({ day }) => day)).toEqual(
					[...new Set(changes.map(({ day }) => day))].sort((a, b) => a - b)
				)
				for (const { day, changes: of } of days) expect(of).toEqual(changes.filter((one) => one.day === day))
			})
		)
	})

	it('sayAway() says only what there is', () => {
		const superseded = { id: 1, key: 'a', name: 'Anna', mine: '', theirs: '', at: 0 }
		expect(sayAway({ changes: [change(1, 'a')], superseded: [] })).toBe('1 change in your days')
		expect(sayAway({ changes: [], superseded: [superseded] })).toBe('1 of yours did not stand')
	})
})

describe('sayMoment()', () => {
	const NOW = Date.UTC(2026, 10, 24, 15)

	it('leaves the date out today', () => {
		expect(sayMoment(Date.UTC(2026, 10, 24, 14, 20), NOW, 'en-GB', 'UTC')).toBe('14:20')
	})

	it('names the day before that', () => {
		expect(sayMoment(Date.UTC(2026, 10, 23, 14, 20), NOW, 'en-GB', 'UTC')).toBe('Mon 23 Nov, 14:20')
	})
})
