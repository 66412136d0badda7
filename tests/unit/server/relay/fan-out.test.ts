import { describe, expect, test } from 'vitest'
import { createFanOut } from '../../../../server/relay/fan-out.ts'
import { edit } from '../../../support/relay-world.ts'

const LIMITS = { gatherMsPerConnection: 0.01, gatherMsMost: 10, tellAtOnce: 64 }

/** A room of so many seats; `step` is one turn of the event loop. */
function createStage(count: number) {
	const seats = new Set(Array.from({ length: count }, (_, n) => n))
	const heard = new Map<number, Uint8Array[]>()
	const waiting = new Set<{ readonly work: () => void }>()
	let now = 0
	const fanOut = createFanOut<number>({
		seats,
		sender: (update) => (seat) => heard.set(seat, [...(heard.get(seat) ?? []), update]),
		now: () => now,
		schedule(_ms, work) {
			const one = { work }
			waiting.add(one)
			return () => waiting.delete(one)
		},
		limits: LIMITS
	})
	return {
		seats,
		heard,
		fanOut,
		pass: (ms: number) => (now += ms),
		step() {
			const due = [...waiting]
			waiting.clear()
			for (const { work } of due) work()
			return due.length
		}
	}
}

describe('a large room', () => {
	test('is told in parts, between which others have their turn', () => {
		const { heard, fanOut, step } = createStage(200)
		fanOut.tell(1, edit('a', 1), 7)
		expect([heard.size, fanOut.toldTo]).toEqual([63, 0])
		step()
		expect([heard.size, fanOut.toldTo]).toEqual([127, 0])
		step()
		step()
		expect([heard.size, heard.has(7), fanOut.toldTo]).toEqual([199, false, undefined])
	})

	test('hears what comes meanwhile afterwards, in order, and together', () => {
		const { heard, fanOut, step } = createStage(200)
		for (const [n, key] of ['a', 'b', 'c'].entries()) fanOut.tell(n + 1, edit(key, 1), 199)
		expect(fanOut.toldTo).toBe(0)
		step()
		step()
		step()
		expect(fanOut.toldTo).toBe(1)
		while (step() > 0);
		expect(fanOut.toldTo).toBeUndefined()
		expect([...heard.values()].map(({ length }) => length)).toEqual(Array(199).fill(2))
	})

	test('is told only as far as it was there when it began', () => {
		const { seats, heard, fanOut, step } = createStage(200)
		fanOut.tell(1, edit('a', 1), undefined)
		seats.add(1_000)
		while (step() > 0);
		expect([heard.size, heard.has(1_000)]).toEqual([200, false])
	})

	test('that is closed is told nothing more', () => {
		const { heard, fanOut, step } = createStage(200)
		fanOut.tell(1, edit('a', 1), undefined)
		fanOut.close()
		expect([step(), heard.size]).toEqual([0, 64])
	})
})

test('a small room is told at once, and what comes right behind it a little later', () => {
	const { heard, fanOut, step, pass } = createStage(5)
	fanOut.tell(1, edit('a', 1), undefined)
	expect([heard.size, fanOut.toldTo]).toEqual([5, undefined])
	fanOut.tell(2, edit('b', 1), undefined)
	expect(heard.get(0)).toHaveLength(1)
	step()
	expect(heard.get(0)).toHaveLength(2)
	pass(1)
	fanOut.tell(3, edit('c', 1), undefined)
	expect(heard.get(0)).toHaveLength(3)
})
