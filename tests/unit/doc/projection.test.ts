import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { decodeProjection, encodeProjection } from '#lib/doc/projection.ts'
import { createTextWriter, readTexts } from '#lib/doc/projection-texts.ts'
import { readRecords, type RoomRecords } from '#lib/doc/room-records.ts'
import * as arbitrary from '../../support/arbitrary.ts'
import { anyAct, shareBook, tryAct } from '../../support/acts.ts'
import { createWorld, type Device } from '../../support/world.ts'

vi.setConfig({ testTimeout: 60_000 })

const records: fc.Arbitrary<RoomRecords> = fc.record({
	appointments: fc.array(arbitrary.appointment, { maxLength: 5 }),
	overrides: fc.array(arbitrary.overrideOf('s-abc'), { maxLength: 4 }),
	series: fc.array(arbitrary.series, { maxLength: 3 }),
	guests: fc.array(fc.constantFrom('202610-x', 's-abc@2026-10-01'), { maxLength: 2 }),
	deletedAt: fc
		.array(fc.tuple(arbitrary.randomText, fc.nat()), { maxLength: 2 })
		.map((entries) => new Map(entries))
})
const NOTHING: RoomRecords = { appointments: [], overrides: [], series: [], guests: [], deletedAt: new Map() }

describe('decodeProjection()', () => {
	it('gives back exactly the records, after the clone that IndexedDB makes', () => {
		fc.assert(
			fc.property(records, (all) => {
				expect(decodeProjection(structuredClone(encodeProjection(all)))).toEqual(all)
			})
		)
	})

	it('of any room of a book in use gives back what the document says', () => {
		fc.assert(
			fc.property(fc.array(anyAct, { minLength: 1, maxLength: 6 }), (acts) => {
				const world = createWorld([1])
				const shared = shareBook(world)
				const [device] = world.devices as readonly [Device]
				acts.forEach((act, n) => tryAct(device, act, shared, n))
				for (const [room, doc] of device.docs) {
					const read = readRecords(doc, room)
					expect(read && decodeProjection(encodeProjection(read))).toEqual(read)
				}
			}),
			{ numRuns: 40 }
		)
	})

	it('is not read where a list in it is damaged, and nothing throws', () => {
		const world = createWorld([1])
		shareBook(world)
		const [device] = world.devices as readonly [Device]
		const month = readRecords(device.docOf('c.team.2026-11'), 'c.team.2026-11')
		if (!month) throw new Error('It is a month')
		const one = encodeProjection(month)
		const joined = one.texts.joined.replaceAll('[', '(')
		expect(joined).not.toBe(one.texts.joined)
		expect(decodeProjection({ ...one, texts: { ...one.texts, joined } })).toBeUndefined()
	})

	it('does not read another version, or what is damaged', () => {
		const good = encodeProjection(NOTHING)
		expect(decodeProjection(good)).toEqual(NOTHING)
		const bad: unknown[] = [undefined, null, 'x', {}, { ...good, version: 1 }, { ...good, texts: {} }]
		bad.push(
			{ ...good, texts: { joined: '', ends: [] } },
			{ ...good, groups: [] },
			{ ...good, guests: undefined }
		)
		bad.push({ ...good, start: [] }, { ...good, end: new Float64Array(1) }, { ...good, columns: {} })
		bad.push(
			{ ...good, columns: { ...good.columns, note: new Uint32Array(3) } },
			{ ...good, columns: undefined }
		)
		bad.push({ ...good, series: [['s-a', 'team']] }, { ...good, series: [['s-a', 'team', ['', 0, []]]] })
		for (const stored of bad) expect(decodeProjection(stored)).toBeUndefined()
	})
})

describe('texts of a projection', () => {
	it('lie there once each and come back by number', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { maxLength: 12 }), (all) => {
				const writer = createTextWriter()
				const numbers = all.map((text) => writer.numberOf(text))
				const texts = readTexts(structuredClone(writer.finish()))
				expect(numbers.map((number) => texts[number])).toEqual(all)
				expect(texts).toHaveLength(new Set(all).size)
			})
		)
	})
})
