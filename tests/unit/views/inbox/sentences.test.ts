/** The words of the inbox, of toasts and of what is told after a change. */
import { expect, test } from 'vitest'
import { createTimeWords } from '#lib/views/card/time-words.ts'
import { sayOverlaps, saySpan } from '#lib/views/shell/sentences.ts'
import { pretend } from '../pretend-occurrence.ts'

const words = createTimeWords('en-GB')

test('sayOverlaps() says that there are none', () => {
	expect(sayOverlaps([], words)).toBe('no overlaps')
})

test('sayOverlaps() names the first three with their times and counts the rest', () => {
	const others = [9, 10, 11, 12, 13].map((from) => pretend({ key: `k${from}`, from, to: from + 1 }))
	expect(sayOverlaps(others.slice(0, 1), words)).toMatch(/^overlaps \S.* 09:00$/)
	expect(sayOverlaps(others.slice(0, 3), words)).not.toContain('more')
	expect(sayOverlaps(others, words)).toMatch(/11:00 and 2 more$/)
})

test('saySpan() leaves the hours of a whole day out', () => {
	const timed = pretend({ from: 9, to: 10.5 })
	expect(saySpan(timed, words)).toMatch(/, 09:00–10:30$/)
	const { appointment } = timed
	const allDay = { ...timed, appointment: { ...appointment, when: { ...appointment.when, allDay: true } } }
	expect(saySpan(allDay, words)).not.toMatch(/\d\d:\d\d/)
})
