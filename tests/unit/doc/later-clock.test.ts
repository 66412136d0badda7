import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock } from '#lib/core/clock/clock.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment } from '#lib/doc/edit/create.ts'
import { judgeMerge, type Merged, type Verdict } from '#lib/doc/later-clock.ts'
import { readAppointment } from '#lib/doc/month.ts'
import { registerOf } from '#lib/doc/record.ts'
import type { Register } from '#lib/doc/registers.ts'
import type { UndoPart, UndoStep } from '#lib/doc/write.ts'
import { at, random, timed } from '../../support/salon.ts'
import { bookOf, CALENDAR, createWorld, type Device } from '../../support/world.ts'

const register = (word: string, clock: Clock): Register => [1, word, clock]
const EARLY = register('theirs', [1, 0, 'a'])
const LATE = register('mine', [2, 0, 'b'])
const merged = (over: Partial<Merged>): Merged => ({
	map: 'state',
	mine: LATE,
	present: EARLY,
	concurrent: true,
	asserted: false,
	...over
})

describe('judgeMerge()', () => {
	it('asserts the later one of two that were written at once, as it is', () => {
		for (const map of [
			'state',
			'what',
			'who',
			'note',
			'more',
			'about',
			'resources',
			'services',
			'calendars'
		] as const) {
			expect(judgeMerge(merged({ map }))).toEqual({ kind: 'assert', value: LATE })
		}
	})

	it('asserts once and no more', () => {
		expect(judgeMerge(merged({ asserted: true }))).toEqual({ kind: 'stands' })
	})

	it('lets the other stand where it is later; a note of mine is then offered', () => {
		const lost = { mine: EARLY, present: LATE }
		expect(judgeMerge(merged(lost))).toEqual({ kind: 'stands' })
		expect(judgeMerge(merged({ ...lost, map: 'note' }))).toEqual({ kind: 'offer', mine: EARLY, theirs: LATE })
	})

	it('asks about two moves, whoever was later', () => {
		for (const [mine, present] of [
			[EARLY, LATE],
			[LATE, EARLY]
		] as const) {
			for (const map of ['when', 'time'] as const) {
				expect(judgeMerge(merged({ map, mine, present }))).toEqual({ kind: 'ask', mine, theirs: present })
			}
		}
	})

	it('leaves alone what knew mine, what is mine, what is gone, births and hints', () => {
		expect(judgeMerge(merged({ concurrent: false })).kind).toBe('stands')
		expect(judgeMerge(merged({ present: LATE })).kind).toBe('stands')
		expect(judgeMerge(merged({ present: undefined })).kind).toBe('stands')
		expect(judgeMerge(merged({ map: 'born' })).kind).toBe('stands')
		expect(judgeMerge(merged({ map: 'guests' })).kind).toBe('stands')
	})

	it('of two devices never both assert', () => {
		const clock = fc.tuple(fc.nat(2), fc.nat(2), fc.constantFrom('a', 'b'))
		fc.assert(
			fc.property(clock, clock, (one, other) => {
				const [x, y] = [register('x', one), register('y', other)]
				const verdicts = [
					judgeMerge(merged({ mine: x, present: y })),
					judgeMerge(merged({ mine: y, present: x }))
				]
				expect(verdicts.filter((verdict) => verdict.kind === 'assert').length).toBeLessThan(2)
			})
		)
	})
})

/** What a connection will do: judge each register it wrote after the others' edits arrived. */
function judgeAll(device: Device, step: UndoStep, asserted: Set<UndoPart>): readonly Verdict[] {
	return step.parts.map((part) => {
		const doc = device.docOf(part.room)
		const verdict = judgeMerge({
			map: part.map,
			mine: part.after,
			present: registerOf(doc, part.map, part.id),
			concurrent: true,
			asserted: asserted.has(part)
		})
		if (verdict.kind === 'assert') {
			asserted.add(part)
			doc.getMap(part.map).set(part.id, verdict.value)
		}
		return verdict
	})
}

describe('two devices that judge after a merge', () => {
	const act = fc.constantFrom<'status' | 'note' | 'details'>('status', 'note', 'details')

	it('end with the later edit everywhere, whoever has the higher client id, after one round of assertions', () => {
		fc.assert(
			fc.property(act, fc.boolean(), fc.integer({ min: -5000, max: 5000 }), (kind, higher, skew) => {
				const world = createWorld(higher ? [1, 2] : [2, 1])
				const [ada, ben] = world.devices as readonly [Device, Device]
				const { id } = ada.edit((context) => createAppointment(context, random(1), timed(at(23, 9)))).edit
				world.settle()
				ben.nowMs += skew
				const steps = [ada, ben].map(
					(device) =>
						device.edit((context) => {
							if (kind === 'status') return setStatus(context, id, 'arrived', device.name)
							if (kind === 'note') return editDetails(context, id, { note: device.name })
							const what = {
								title: device.name,
								serviceId: '',
								service: '',
								location: '',
								colour: '',
								price: ''
							}
							return editDetails(context, id, { what })
						}).step
				)
				world.settle()
				const asserted = new Set<UndoPart>()
				let writes = 0
				for (let round = 0; round < 4; round++) {
					for (const [n, device] of [ada, ben].entries()) {
						const verdicts = judgeAll(device, steps[n] as UndoStep, asserted)
						writes += verdicts.filter((verdict) => verdict.kind === 'assert').length
					}
					world.settle()
				}
				const [first, second] = steps.map((step) => step.parts[0]?.after.at(-1) as unknown as Clock)
				const later = first![0] > second![0] || (first![0] === second![0] && first![1] > second![1])
				const sameTime = first![0] === second![0] && first![1] === second![1]
				const winner = sameTime ? 'd1' : later ? 'd0' : 'd1'
				const read = readAppointment(ada.docOf('c.team.2026-11'), CALENDAR, id)
				const said = { status: read?.state.reason, note: read?.note, details: read?.what.title }[kind]
				expect(said).toBe(winner)
				expect(bookOf(ben)).toEqual(bookOf(ada))
				expect(writes).toBeLessThanOrEqual(1)
			})
		)
	})

	it('are both asked after two moves, and nothing is written', () => {
		const world = createWorld([1, 2])
		const [ada, ben] = world.devices as readonly [Device, Device]
		const { id } = ada.edit((context) => createAppointment(context, random(1), timed(at(23, 9)))).edit
		world.settle()
		const steps = [ada, ben].map(
			(device, n) => device.edit((context) => moveAppointment(context, id, timed(at(24 + n, 9)))).step
		)
		world.settle()
		const verdicts = [ada, ben].map((device, n) => judgeAll(device, steps[n] as UndoStep, new Set()))
		// The one whose move stands sees nothing overruled; the other is shown both times.
		expect(verdicts.flat().map((verdict) => verdict.kind)).toEqual(['ask', 'stands'])
		expect(ada.inbox).toEqual([])
	})
})
