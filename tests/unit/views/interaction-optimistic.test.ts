import {
	movedBy,
	Optimistic,
	PATIENCE_MS,
	type MoveGesture
} from '#lib/views/interaction/optimistic.svelte.ts'
import { HOUR } from '#lib/core/time/wall.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { pretend, span } from './pretend-occurrence.ts'

const one = pretend()
const other = pretend({ key: 'other' })
const book = [one, other]
const move = (from: number, to: number, more: Partial<MoveGesture> = {}): MoveGesture => ({
	kind: 'move',
	key: one.key,
	span: span(from, to),
	allDay: false,
	copy: false,
	...more
})
const times = (optimistic: Optimistic, occurrences = book) =>
	optimistic.shown(occurrences).map(({ key, start }) => `${key} ${new Date(start).getUTCHours()}`)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('movedBy()', () => {
	test('changes wall times and moments alike', () => {
		const moved = movedBy(one, move(11, 12.5))
		expect([moved.start, moved.end]).toEqual([span(11, 12.5).start, span(11, 12.5).end])
		expect([moved.from - one.from, moved.to - one.to]).toEqual([2 * HOUR, 2.5 * HOUR])
	})

	test('puts one resource in the place of another and keeps the rest', () => {
		const both = pretend({ resources: ['mia', 'room'] })
		const resources = (gesture: MoveGesture) => movedBy(both, gesture).appointment.when.resources
		expect(resources(move(9, 10, { resource: { from: 'mia', to: 'zoe' } }))).toEqual(['room', 'zoe'])
		expect(resources(move(9, 10, { resource: { from: 'mia', to: 'room' } }))).toEqual(['room'])
		expect(resources(move(9, 10, { resource: { from: undefined, to: 'zoe' } }))).toEqual([
			'mia',
			'room',
			'zoe'
		])
		expect(resources(move(9, 10))).toEqual(['mia', 'room'])
	})
})

describe('Optimistic', () => {
	test('gives the book’s own array while nothing is pending', () => {
		expect(new Optimistic().shown(book)).toBe(book)
	})

	test('shows a move before the book does, and the others as they are', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12), one, book)
		expect(times(optimistic)).toEqual(['202611-a 11', 'other 9'])
		expect(optimistic.shown(book)[1]).toBe(other)
	})

	test('believes the book as soon as it shows anything else for that one', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12), one, book)
		expect(times(optimistic, [pretend({ from: 14, to: 15 }), other])).toEqual(['202611-a 14', 'other 9'])
	})

	test('keeps showing it while only others change', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12), one, book)
		expect(times(optimistic, [one, pretend({ key: 'other', from: 15, to: 16 })])).toEqual([
			'202611-a 11',
			'other 15'
		])
	})

	test('does not fall back when the book answers several moves one by one', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12), one, book)
		const [first = one] = optimistic.shown(book)
		optimistic.add(move(11, 12, { resource: { from: 'mia', to: 'zoe' } }), first, book)
		const [second = one] = optimistic.shown(book)
		expect(second.appointment.when.resources).toEqual(['zoe'])
		const answer = pretend({ from: 11, to: 12 })
		expect(optimistic.shown([answer, other])[0]).toBe(second)
		const last = pretend({ from: 11, to: 12, resources: ['zoe'] })
		expect(optimistic.shown([last, other])[0]).toBe(last)
	})

	test('believes a colleague’s move in between', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12), one, book)
		optimistic.add(move(12, 13), optimistic.shown(book)[0] ?? one, book)
		expect(times(optimistic, [pretend({ from: 16, to: 17 }), other])[0]).toBe('202611-a 16')
	})

	test('a refused move goes back after a while', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12), one, book)
		vi.advanceTimersByTime(PATIENCE_MS - 1)
		expect(times(optimistic)[0]).toBe('202611-a 11')
		vi.advanceTimersByTime(1)
		expect(optimistic.shown(book)).toBe(book)
	})

	test('while a person is asked it stands there; said no, it goes back at once', async () => {
		const optimistic = new Optimistic()
		const asked = Promise.withResolvers<boolean>()
		optimistic.add(move(11, 12), one, book).hold(asked.promise)
		vi.advanceTimersByTime(10 * PATIENCE_MS)
		expect(times(optimistic)[0]).toBe('202611-a 11')
		asked.resolve(false)
		await asked.promise
		expect(optimistic.shown(book)).toBe(book)
	})

	test('said yes, the book has its time to follow', async () => {
		const optimistic = new Optimistic()
		const asked = Promise.withResolvers<boolean>()
		optimistic.add(move(11, 12), one, book).hold(asked.promise)
		vi.advanceTimersByTime(10 * PATIENCE_MS)
		asked.resolve(true)
		await asked.promise
		vi.advanceTimersByTime(PATIENCE_MS - 1)
		expect(times(optimistic)[0]).toBe('202611-a 11')
		vi.advanceTimersByTime(1)
		expect(optimistic.shown(book)).toBe(book)
	})

	test('a copy stands beside its original until the book shows anything new', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12, { copy: true }), one, book)
		expect(times(optimistic)).toEqual(['202611-a 9', 'other 9', '202611-a+copy 11'])
		expect(times(optimistic, [...book])).toEqual(['202611-a 9', 'other 9'])
	})

	test('a copy of what is pending leaves the move pending', () => {
		const optimistic = new Optimistic()
		optimistic.add(move(11, 12), one, book)
		optimistic.add(move(13, 14, { copy: true }), optimistic.shown(book)[0] ?? one, book)
		expect(times(optimistic)).toEqual(['202611-a 11', 'other 9', '202611-a+copy 13'])
	})
})
