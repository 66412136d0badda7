import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Message } from '#lib/core/wire/message.ts'
import { at, booked, NOVEMBER, titles } from '../book.ts'
import { createTeam, until, type Seat } from './shared-book.ts'

let team: ReturnType<typeof createTeam>
let ada: Seat
let ben: Seat
let november: string
beforeEach(async () => {
	team = createTeam()
	ada = await team.found('ada')
	ben = await team.join('ben')
	await ada.look()
	await ben.look()
	november = `c.${ada.book.calendar}.2026-11`
	await booked(ada.book, 'Anna')
	await until(() => titles(ben.book).includes('Anna'))
	await until(() => ada.live.ladder.rung === 'synced')
})
afterEach(() => team.close())

const sentTo = (room: string, from = 0) =>
	team.server.sent.slice(from).flatMap(({ room: of, message }) => (of === room ? [message] : []))
const opened = (messages: readonly Message[]) =>
	messages.flatMap((message) => (message.kind === 'open' ? [message.position] : []))

test('a device that returns names its position and is sent nothing it has', async () => {
	ben = await ben.reload()
	const from = team.server.sent.length
	await ben.look()
	await until(() => ben.live.connection === 'live' && opened(sentTo(november, from)).length > 0)
	await until(() => ben.live.ladder.rung === 'synced')
	expect(opened(sentTo(november, from))).toEqual([1])
	expect(sentTo(november, from).map(({ kind }) => kind)).toEqual(['open'])
})

test('its own edits count: they do not come back after a reload', async () => {
	await booked(ada.book, 'Cleo', at('2026-11-25T09:00'))
	await until(() => ada.live.ladder.rung === 'synced')
	ada = await ada.reload()
	const from = team.server.sent.length
	await ada.look()
	await until(() => opened(sentTo(november, from)).length > 0)
	expect(opened(sentTo(november, from))).toEqual([2])
})

test('what did not get into the rows is asked for again', async () => {
	ben.machine.faults.full = true
	await booked(ada.book, 'Cleo', at('2026-11-25T09:00'))
	await until(() => titles(ben.book).includes('Cleo'))
	await ben.live.flush()
	await ben.device.close()
	ben.machine.faults.full = false
	const from = team.server.sent.length
	ben = await ben.tab()
	await ben.look()
	await until(() => titles(ben.book).includes('Cleo'))
	expect(Math.max(...opened(sentTo(november, from)))).toBeLessThan(2)
})

test('a position that promises too much is healed by the state vectors', async () => {
	await ben.device.close()
	await booked(ada.book, 'Cleo', at('2026-11-25T09:00'))
	await until(() => ada.live.ladder.rung === 'synced')
	ben = await ben.tab()
	const { syncs } = ben.book.core.deps.storage
	await ben.device.close()
	const known = await syncs.all((room) => room === november)
	if (known.ok) await syncs.keep(known.value.map((record) => ({ ...record, position: 2 })))
	ben = await ben.tab()
	await ben.look()
	await until(() => titles(ben.book).includes('Cleo'))
})

test('of several tabs the one that wrote it sends it, once', async () => {
	// The others wait for it to do so: on a busy machine longer than a fiftieth of their patience.
	await team.close()
	team = createTeam(2)
	ada = await team.found('ada')
	ben = await team.join('ben')
	await ada.look()
	await ben.look()
	november = `c.${ada.book.calendar}.2026-11`
	const tabs = [ben, await ben.tab(), await ben.tab()]
	for (const tab of tabs) {
		await tab.look()
		await until(() => tab.live.connection === 'live')
		await until(() => tab.live.ladder.rung === 'synced')
	}
	const from = team.server.sent.length
	await booked(tabs[1]!.book, 'Cleo', at('2026-11-25T09:00'))
	await until(() => tabs.every(({ live }) => live.ladder.rung === 'synced'))
	await until(() => titles(ada.book).includes('Cleo'))
	const updates = () => sentTo(november, from).filter(({ kind }) => kind === 'update' || kind === 'step2')
	expect(updates()).toHaveLength(1)
})

test('what a tab cannot send, another tab of the device sends', async () => {
	team.server.blocks = (nth) => nth > 2
	const mute = await ben.tab()
	await mute.look()
	await booked(mute.book, 'Cleo', at('2026-11-25T09:00'))
	await until(() => titles(ada.book).includes('Cleo'))
	await until(() => mute.live.waiting.length === 0)
	expect(mute.live.connection).not.toBe('live')
})

test('nor is it waited for in a month that nobody had opened before', async () => {
	team.server.blocks = (nth) => nth > 2
	const mute = await ben.tab()
	const december = { start: NOVEMBER.end, end: NOVEMBER.end + 31 } as typeof NOVEMBER
	await ben.look(december)
	await mute.look(december)
	await booked(mute.book, 'Cleo', at('2026-12-25T09:00'))
	await until(() => mute.live.waiting.length === 0)
	expect(team.server.docOf(`c.${ada.book.calendar}.2026-12`).getMap('born').size).toBe(1)
})

test('a tab shows what other tabs did that waits', async () => {
	team.server.isSlow = true
	const other = await ben.tab()
	await other.look()
	await booked(other.book, 'Cleo', at('2026-11-25T09:00'))
	await until(() => ben.live.waiting.length === 1)
	await until(() => titles(ada.book, NOVEMBER).includes('Cleo'))
	team.server.commit()
	await until(() => ben.live.waiting.length === 0 && other.live.waiting.length === 0)
})

test('the journal keeps what the server does not have, however much is in the rows', async () => {
	team.server.kill()
	for (let n = 0; n < 205; n++)
		await booked(ada.book, `A${n}`, at(`2026-11-${String(1 + (n % 28)).padStart(2, '0')}T10:00`))
	await ada.book.flush()
	await new Promise((resolve) => setImmediate(resolve))
	const { journal } = ada.book.core.deps.storage
	const count = async () => {
		const entries = await journal.entries(november)
		return entries.ok ? entries.value.length : -1
	}
	expect(await count()).toBeGreaterThan(200)
	team.server.start()
	await until(() => ada.live.ladder.rung === 'synced')
	await booked(ada.book, 'Last', at('2026-11-30T10:00'))
	await until(() => ada.live.ladder.rung === 'synced')
	await ada.book.flush()
	await until(async () => (await count()) < 10)
}, 60_000)
