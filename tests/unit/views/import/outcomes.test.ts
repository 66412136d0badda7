import { describe, expect, test } from 'vitest'
import type { ImportLine } from '#lib/client/import-progress.ts'
import { fileSentences, OUTCOMES, unreadableReport } from '#lib/views/import/outcomes.ts'

const count = (n: number) => n.toLocaleString('en-GB')
const line = (part: Partial<ImportLine>): ImportLine => ({
	title: 'Anna Weber',
	when: '',
	outcome: 'added',
	reason: '',
	...part
})

test('every outcome has a word of its own', () => {
	const labels = OUTCOMES.map(({ label }) => label)
	expect(new Set(labels).size).toBe(labels.length)
	expect(new Set(OUTCOMES.map(({ outcome }) => outcome))).toEqual(
		new Set(['added', 'changed', 'unchanged', 'unreadable'])
	)
})

describe('unreadableReport()', () => {
	test('lists only what could not be read, with line and reason', () => {
		const report = unreadableReport('salon.ics', [
			line({ title: 'Bad', when: '20260231T090000', outcome: 'unreadable', reason: 'No such day', line: 12 }),
			line({ title: 'Good' })
		])
		expect(report).toBe('Could not be read in salon.ics:\nLine 12\tBad\t20260231T090000\tNo such day')
	})

	test('keeps one row for each, whatever line breaks and tabs a title has', () => {
		const report = unreadableReport('a.ics', [
			line({ outcome: 'unreadable', title: 'Two\nlines\tand a tab' })
		])
		expect(report.split('\n')).toHaveLength(2)
		expect(report.split('\t')[1]).toBe('Two lines and a tab')
	})
})

describe('fileSentences()', () => {
	test('says nothing of a plain file', () => {
		expect(fileSentences({ notAppointments: 0, remarks: [] }, count)).toEqual([])
	})

	test('counts what is no appointment before the remarks, in the number of the person', () => {
		expect(fileSentences({ notAppointments: 1, remarks: ['Cut off.'] }, count)).toEqual([
			'1 entry is no appointment (tasks, journals, free or busy times) and stays out.',
			'Cut off.'
		])
		expect(fileSentences({ notAppointments: 1200, remarks: [] }, count)[0]).toMatch(/^1,200 entries are no /)
	})
})
