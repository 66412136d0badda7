import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, booked, titles, wall } from '../book.ts'
import { createTeam, until, type Seat } from './shared-book.ts'

let team: ReturnType<typeof createTeam>
let ada: Seat
let ben: Seat
let key: string
beforeEach(async () => {
	team = createTeam()
	ada = await team.found('ada')
	ben = await team.join('ben')
	await ada.look()
	await ben.look()
	key = await booked(ada.book, 'Anna')
	await until(() => titles(ben.book).includes('Anna'))
	await until(() => ada.live.ladder.rung === 'synced')
})
afterEach(() => team.close())

const offline = async () => {
	team.server.kill()
	await until(() => ada.live.connection === 'offline' && ben.live.connection === 'offline')
}
const online = async () => {
	team.server.start()
	await until(() => ada.live.connection === 'live' && ben.live.connection === 'live')
	await until(() => ada.live.waiting.length === 0 && ben.live.waiting.length === 0)
}
const of = (seat: Seat) => seat.book.find(key)?.appointment

describe('two who wrote at once', () => {
	test.each(['ada', 'ben'])('the later status stands for both, here the one of %s', async (later) => {
		await offline()
		const [first, second] = later === 'ben' ? [ada, ben] : [ben, ada]
		second.machine.clock.nowMs += 60_000
		await first.book.setStatus(key, 'confirmed')
		await second.book.setStatus(key, 'arrived')
		await online()
		await until(() => of(ada)?.state.status === 'arrived' && of(ben)?.state.status === 'arrived')
	})

	test('the later one stands also when both were closed in between', async () => {
		await offline()
		await ada.book.setStatus(key, 'confirmed')
		ben.machine.clock.nowMs += 60_000
		await ben.book.setStatus(key, 'arrived')
		ada = await ada.reload()
		ben = await ben.reload()
		await ada.look()
		await ben.look()
		await online()
		await until(() => of(ada)?.state.status === 'arrived' && of(ben)?.state.status === 'arrived')
	})

	test('the later one stands also when the earlier comes a day later than its acknowledgement', async () => {
		await offline()
		await ben.book.setStatus(key, 'confirmed')
		const late = ben
		await late.device.close()
		team.server.start()
		await until(() => ada.live.connection === 'live')
		ada.machine.clock.nowMs += 60_000
		await ada.book.setStatus(key, 'arrived')
		await until(() => ada.live.ladder.rung === 'synced')
		ben = await late.tab()
		await ben.look()
		await until(() => ben.live.ladder.rung === 'synced')
		await until(() => of(ada)?.state.status === 'arrived' && of(ben)?.state.status === 'arrived')
	})

	test('who knew the other is not overruled, whatever the clocks say', async () => {
		ada.machine.clock.nowMs += 3_600_000
		await ada.book.setStatus(key, 'confirmed')
		await until(() => of(ben)?.state.status === 'confirmed')
		await ben.book.setStatus(key, 'arrived')
		await until(() => of(ada)?.state.status === 'arrived')
		await until(() => ada.live.ladder.rung === 'synced' && ben.live.ladder.rung === 'synced')
		expect(of(ada)?.state.status).toBe('arrived')
		expect(ada.live.away?.superseded ?? []).toEqual([])
	})

	test('two moves: both are shown both times, and one of them decides', async () => {
		await offline()
		await ada.book.move(key, at('2026-11-25T14:00'))
		await ben.book.move(key, at('2026-11-26T15:00'))
		await online()
		await until(() => ada.live.questions.length === 1 && ben.live.questions.length === 1)
		const [hers, his] = [ada.live.questions[0]!, ben.live.questions[0]!]
		expect([hers.mine?.start, hers.theirs?.start]).toEqual([
			wall('2026-11-25T14:00'),
			wall('2026-11-26T15:00')
		])
		expect([his.mine?.start, his.theirs?.start]).toEqual([wall('2026-11-26T15:00'), wall('2026-11-25T14:00')])
		expect(new Set([hers.stands, his.stands])).toEqual(new Set(['mine', 'theirs']))
		expect(hers.sentence).toMatch(/moved it to Thu 26 Nov, 15:00–16:00, you to Wed 25 Nov, 14:00–15:00/)
		expect(ada.live.ladder.words).toBe('Needs you')
		const chosen = hers.stands === 'theirs' ? ada : ben
		const own = chosen.live.questions[0]!
		expect(await chosen.live.answer(own.id, 'mine')).toMatchObject({ ok: true })
		await until(() => ada.live.questions.length === 0 && ben.live.questions.length === 0)
		await until(() => of(ada)?.when.start === own.mine?.start && of(ben)?.when.start === own.mine?.start)
		expect(await chosen.live.answer(own.id, 'mine')).toMatchObject({ ok: false, why: 'gone' })
	})

	test('leaving the time that stands writes nothing', async () => {
		await offline()
		await ada.book.move(key, at('2026-11-25T14:00'))
		await ben.book.move(key, at('2026-11-26T15:00'))
		await online()
		await until(() => ada.live.questions.length === 1 && ben.live.questions.length === 1)
		for (const seat of [ada, ben]) {
			const [question] = seat.live.questions
			expect(await seat.live.answer(question!.id, question!.stands)).toMatchObject({ ok: true })
		}
		expect(ada.live.needsYou + ben.live.needsYou).toBe(0)
		expect(of(ada)?.when.start).toBe(of(ben)?.when.start)
		expect(ada.book.undoLabel).toContain('Moved')
	})

	test('a note that did not stand is offered, put back with one tap, and taken back by undo', async () => {
		await offline()
		await ada.book.edit(key, { note: 'window seat' })
		ben.machine.clock.nowMs += 60_000
		await ben.book.edit(key, { note: 'allergic to ammonia' })
		await online()
		await until(() => of(ada)?.note === 'allergic to ammonia' && of(ben)?.note === 'allergic to ammonia')
		await until(() => ada.live.away?.superseded.length === 1)
		const [mine] = ada.live.away?.superseded ?? []
		expect([mine?.name, mine?.mine, mine?.theirs]).toEqual([
			'Anna',
			'Your note “window seat”',
			'Now: note “allergic to ammonia”'
		])
		expect(ben.live.away?.superseded ?? []).toEqual([])
		expect(await ada.live.reapply(mine!.id)).toMatchObject({ ok: true })
		await until(() => of(ben)?.note === 'window seat')
		expect(ada.live.away).toBeUndefined()
		await ada.book.undo()
		await until(() => of(ben)?.note === 'allergic to ammonia')
	})

	test('the same slot booked on two devices is in both inboxes', async () => {
		await offline()
		await booked(ada.book, 'Cleo', at('2026-11-27T09:00', 60, 'chair'))
		await booked(ben.book, 'Dora', at('2026-11-27T09:30', 60, 'chair'))
		await online()
		const names = (seat: Seat) =>
			seat.book.inbox.map(({ a, b }) => [a.appointment.what.title, b.appointment.what.title].sort())
		await until(() => ada.book.inbox.length === 1 && ben.book.inbox.length === 1)
		expect(names(ada)).toEqual([['Cleo', 'Dora']])
		expect(names(ben)).toEqual([['Cleo', 'Dora']])
	})
})

describe('while you were away', () => {
	/** The device of this person slept for two minutes. */
	const sleep = (seat: Seat) => (seat.machine.clock.nowMs += 120_000)

	test('what others changed in my days is told, once', async () => {
		const other = await booked(ada.book, 'Bert', at('2026-11-24T11:00'))
		await until(() => titles(ben.book).includes('Bert'))
		await until(() => ben.live.ladder.rung === 'synced')
		ben = await ben.reload()
		await ben.look()
		await until(() => ben.live.connection === 'live')
		await until(() => ben.live.ladder.rung === 'synced')
		await ben.device.close()
		await ada.book.move(key, at('2026-11-25T14:00'))
		await ada.book.remove(other)
		await booked(ada.book, 'Cleo', at('2026-11-26T09:00'))
		await booked(ada.book, 'Far away', at('2027-11-26T09:00'))
		await until(() => ada.live.ladder.rung === 'synced')
		sleep(ben)
		ben = await ben.tab()
		await ben.look()
		await until(() => ben.live.away !== undefined)
		expect(ben.live.away?.changes.map(({ name, what }) => [name, what])).toEqual([
			['Bert', 'Deleted'],
			['Anna', 'Moved to Wed 25 Nov, 14:00'],
			['Cleo', 'New: Thu 26 Nov, 09:00']
		])
		ben.live.leaveAway()
		await until(() => ben.live.away === undefined)
	})

	test('a short interruption is not away, and what this device did is not told to it', async () => {
		await offline()
		await ada.book.move(key, at('2026-11-25T14:00'))
		await online()
		await until(() => of(ben)?.when.start === wall('2026-11-25T14:00'))
		await until(() => ben.live.ladder.rung === 'synced')
		expect(ben.live.away).toBeUndefined()
		expect(ada.live.away).toBeUndefined()
	})
})

describe('presence', () => {
	test('who is here, where they look, what they hold and drag; gone with the tab', async () => {
		await until(() => ada.live.people.length === 1 && ben.live.people.length === 1)
		const day = ada.book.daysLookedAt[0]!.start
		ben.live.look(day)
		ben.live.hold(key)
		const to = at('2026-11-25T14:00')
		ben.live.drag(key, to)
		await until(() => ada.live.people[0]?.drag !== undefined)
		expect(ada.live.people[0]).toMatchObject({ name: 'ben', day, holds: key, drag: { key, to } })
		ben.live.release()
		await until(() => ada.live.people[0]?.holds === undefined && ada.live.people[0]?.drag === undefined)
		await ben.device.close()
		await until(() => ada.live.people.length === 0)
	})

	test('everybody is seen again after an interruption, and two tabs are one person', async () => {
		const second = await ben.tab()
		await until(() => second.live.people.length === 1)
		await until(() => ada.live.people.length === 1)
		await offline()
		await until(() => ada.live.people.length === 0)
		await online()
		await until(() => ada.live.people.length === 1 && ben.live.people.length === 1)
		expect(ada.live.people.map(({ name }) => name)).toEqual(['ben'])
	})
})
