import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { sameClock } from '#lib/core/clock/clock.ts'
import { registerOf } from '#lib/doc/record.ts'
import { clockOf, type Register } from '#lib/doc/registers.ts'
import { planUndo } from '#lib/doc/undo.ts'
import type { UndoPart, UndoStep } from '#lib/doc/write.ts'
import { anyAct, shareBook, tryAct } from '../support/acts.ts'
import { bookOf, createWorld, type Device } from '../support/world.ts'

// Whole worlds of devices, hundreds of times: slow where many tests share a core.
vi.setConfig({ testTimeout: 60_000 })

const NEVER: UndoStep = { what: 'create', device: '', parts: [] }

function undo(device: Device, step: UndoStep) {
	const planned = planUndo(device.context, step)
	if (!planned.ok) throw new Error(planned.message)
	return { kept: planned.value.kept, step: device.apply(planned.value.edit) }
}

interface Room {
	readonly appointments: Readonly<Record<string, { readonly state: { readonly status: string } }>>
	readonly overrides: object
	readonly series: Readonly<Record<string, { readonly state: { readonly status: string } }>>
}

/** The book as people see it: without what is deleted, and without hints, which stay behind. */
function seen(device: Device): unknown {
	const left = (records: Room['appointments']) =>
		Object.entries(records).filter(([, { state }]) => state.status !== 'deleted')
	const rooms = Object.entries(bookOf(device) as Record<string, Room>)
	return rooms.flatMap(([room, { appointments, overrides, series }]) => {
		const records = [...left(appointments), ...Object.entries(overrides), ...left(series)]
		return records.length > 0 ? [[room, Object.fromEntries(records)]] : []
	})
}

const isStill = (device: Device, part: UndoPart): boolean => {
	const present = registerOf(device.docOf(part.room), part.map, part.id)
	return present !== undefined && sameClock(clockOf(present), clockOf(part.after))
}

const choices = fc.array(fc.nat(), { minLength: 20, maxLength: 40 })

describe('I7: undo', () => {
	it('of anything done alone brings back the book as it was, and redo brings back what was done', () => {
		fc.assert(
			fc.property(fc.array(anyAct, { minLength: 1, maxLength: 5 }), (acts) => {
				const world = createWorld([1])
				const shared = shareBook(world)
				const [device] = world.devices as readonly [Device]
				const books = [seen(device)]
				let steps = acts.map((act, n) => {
					const step = tryAct(device, act, shared, n) ?? NEVER
					books.push(seen(device))
					return step
				})
				for (let round = 0; round < 2; round++) {
					const back = [...steps].reverse().map((step, at) => {
						const { kept, step: undone } = undo(device, step)
						expect(kept).toEqual([])
						expect(seen(device)).toEqual(books[acts.length - 1 - at])
						return undone
					})
					steps = back.reverse().map((step, at) => {
						const { kept, step: redone } = undo(device, step)
						expect(kept).toEqual([])
						expect(seen(device)).toEqual(books[at + 1])
						return redone
					})
				}
			}),
			{ numRuns: 60 }
		)
	})

	it('never overwrites what another device wrote since, and says each part that stays', () => {
		fc.assert(
			fc.property(anyAct, fc.array(anyAct, { minLength: 1, maxLength: 3 }), choices, (act, others, order) => {
				const world = createWorld([1, 2])
				const shared = shareBook(world)
				const [ada, ben] = world.devices as readonly [Device, Device]
				const step = tryAct(ada, act, shared, 0) ?? NEVER
				others.forEach((other, n) => tryAct(ben, other, shared, n + 1))
				world.settleShuffled(order)
				const before = new Map<string, Register>()
				for (const [room, doc] of ben.docs) {
					for (const map of doc.share.keys()) {
						for (const id of doc.getMap(map).keys()) {
							const register = registerOf(ada.docOf(room), map, id)
							if (register && clockOf(register)[2] === ben.name) before.set(`${room} ${map} ${id}`, register)
						}
					}
				}
				const { kept } = undo(ada, step)
				for (const [name, register] of before) {
					const [room, map, id] = name.split(' ') as [string, string, string]
					expect(registerOf(ada.docOf(room), map, id)).toEqual(register)
				}
				const stands = step.parts.filter((part) => part.map !== 'born' && !isStill(ada, part))
				const said = new Set(kept.map((one) => `${one.map} ${one.id}`))
				for (const part of stands) {
					const ours = registerOf(ada.docOf(part.room), part.map, part.id)
					if (ours && clockOf(ours)[2] === ben.name) expect(said).toContain(`${part.map} ${part.id}`)
				}
			}),
			{ numRuns: 100 }
		)
	})

	it('of an undo round-trips exactly under concurrent edits: everybody ends with the same book', () => {
		fc.assert(
			fc.property(anyAct, anyAct, choices, choices, (act, other, first, second) => {
				const world = createWorld([1, 2])
				const shared = shareBook(world)
				const [ada, ben] = world.devices as readonly [Device, Device]
				const step = tryAct(ada, act, shared, 0) ?? NEVER
				const before = seen(ada)
				const undone = undo(ada, step)
				undo(ada, undone.step)
				expect(seen(ada)).toEqual(before)
				tryAct(ben, other, shared, 1)
				world.settleShuffled(first)
				undo(ada, undo(ada, step).step)
				world.settleShuffled(second)
				expect(bookOf(ben)).toEqual(bookOf(ada))
			}),
			{ numRuns: 80 }
		)
	})
})
