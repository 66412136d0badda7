import { expect, test } from 'vitest'
import { assignPlan, countUnassigned } from '#lib/core/ical/assign.ts'
import { planImport } from '#lib/core/ical/plan.ts'
import { readCalendar } from '#lib/core/ical/read.ts'

const text = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`
const event = (uid: string, start: string, ...lines: string[]) =>
	['BEGIN:VEVENT', `UID:${uid}`, `DTSTART:${start}`, 'DURATION:PT1H', ...lines, 'END:VEVENT', ''].join('\r\n')

function read(file: string) {
	const steps = readCalendar(file, { zone: 'Europe/Berlin', resources: [{ id: 'mia', name: 'Mia' }] })
	let step = steps.next()
	while (!step.done) step = steps.next()
	return step.value
}
const planOf = (file: string) => planImport(read(file), () => undefined)

const FILE = text(
	event('alone', '20261103T090000'),
	event('hers', '20261103T110000', 'RESOURCES:Mia'),
	event('weekly', '20261103T130000', 'RRULE:FREQ=WEEKLY'),
	event('weekly', '20261110T150000', 'RECURRENCE-ID:20261110T130000')
)

const holders = (plan: ReturnType<typeof planOf>) =>
	plan.fresh.map((each) =>
		each.kind === 'single'
			? each.groups.when.resources
			: [...each.time.segments, ...each.overrides.flatMap(({ groups }) => groups.when ?? [])].flatMap(
					({ resources }) => resources
				)
	)

test('assignPlan() gives those that name nobody to one, series with their moved dates, and leaves the others', () => {
	const plan = planOf(FILE)
	expect(countUnassigned(plan)).toBe(2)
	const assigned = assignPlan(plan, 'jonas')
	expect(holders(assigned)).toEqual([['jonas'], ['mia'], ['jonas', 'jonas']])
	expect(countUnassigned(assigned)).toBe(0)
})

test('assignPlan() keeps the hash of the file, so that the same file is unchanged afterwards', () => {
	const source = (plan: ReturnType<typeof planOf>) => plan.fresh.map(({ groups }) => groups.more.source)
	const plan = planOf(FILE)
	expect(source(assignPlan(plan, 'jonas'))).toEqual(source(plan))
})

test('assignPlan() leaves what the book has with whom it is', () => {
	const file = read(text(event('known', '20261103T090000', 'SUMMARY:New words')))
	const plan = planImport(file, () => ({ id: '202611-known', hash: 'other', sequence: 0 }))
	expect(assignPlan(plan, 'jonas').changed).toEqual(plan.changed)
})
