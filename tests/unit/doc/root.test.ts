import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createDeviceClock } from '#lib/core/clock/device-clock.ts'
import type { Resource, Service } from '#lib/core/workspace/workspace.ts'
import {
	saveAbout,
	saveCalendar,
	saveResource,
	saveService,
	together,
	type PlannedRoot,
	type RootContext
} from '#lib/doc/edit/workspace.ts'
import { readAbout, readWorkspace } from '#lib/doc/root.ts'
import { applyEdit } from '#lib/doc/write.ts'

const ANNA: Resource = { id: 'anna', kind: 'staff', name: 'Anna', colour: 'teal', order: 2, archived: false }
const CUT: Service = {
	id: 'cut',
	name: 'Cut',
	minutes: 45,
	bufferBefore: 0,
	bufferAfter: 5,
	colour: 'coral',
	price: '45 €',
	archived: false
}
const CLOCK = [1, 0, 'newer']

function workspace() {
	const doc = new Y.Doc()
	const docOf = () => doc
	const context: RootContext = { workspace: 'w', docOf }
	const clock = createDeviceClock({ device: 'tab', nowMs: () => 1_795_000_000_000 })
	const save = (planned: PlannedRoot) => {
		if (!planned.ok) throw new Error(planned.message)
		return applyEdit({ docOf, clock }, planned.value, 'Ada')
	}
	return { doc, context, save, read: () => readWorkspace(doc, 'w') }
}

describe('readWorkspace()', () => {
	it('has its defaults in code: an empty document is an unnamed book in UTC', () => {
		const { read, doc } = workspace()
		expect(read()).toEqual({
			id: 'w',
			about: { name: '', zone: 'UTC', demo: false },
			resources: [],
			services: [],
			calendars: []
		})
		expect(readAbout(doc)).toBeUndefined()
	})

	it('reads back what was saved', () => {
		const { context, save, read } = workspace()
		save(saveAbout(context, { name: 'Salon', zone: 'Europe/Berlin' }))
		save(saveAbout(context, { demo: true }))
		save(saveResource(context, ANNA))
		save(saveService(context, CUT))
		save(saveCalendar(context, { id: 'team', name: 'Team', colour: 'sky', kind: 'shared' }))
		expect(read()).toEqual({
			id: 'w',
			about: { name: 'Salon', zone: 'Europe/Berlin', demo: true },
			resources: [ANNA],
			services: [CUT],
			calendars: [{ id: 'team', name: 'Team', colour: 'sky', kind: 'shared' }]
		})
	})

	it('orders resources by their place, then by name, then by id; the rest by name', () => {
		const { context, save, read } = workspace()
		const places: readonly [string, string, number][] = [
			['c', 'B', 1],
			['b', 'B', 1],
			['a', 'A', 1],
			['z', 'Z', 0]
		]
		for (const [id, name, order] of places) save(saveResource(context, { ...ANNA, id, name, order }))
		for (const [id, name] of places) save(saveService(context, { ...CUT, id, name }))
		expect(read().resources.map((one) => one.id)).toEqual(['z', 'a', 'b', 'c'])
		expect(read().services.map((one) => one.id)).toEqual(['a', 'b', 'c', 'z'])
	})

	it('passes over what it cannot read', () => {
		const { doc, read } = workspace()
		doc.getMap('resources').set('x', [1, 'X', 'robot', CLOCK])
		doc.getMap('resources').set('y', 'Y')
		doc.getMap('services').set('z', [1, CLOCK])
		doc.getMap('about').set('about', [1, 'Salon', '', CLOCK])
		expect(read()).toMatchObject({ resources: [], services: [], about: { name: 'Salon', zone: 'UTC' } })
	})
})

describe('saving a part of the workspace', () => {
	it('keeps what a newer client wrote (I8)', () => {
		const { doc, context, save } = workspace()
		doc.getMap('resources').set('anna', [4, 'Anna', 'staff', 'teal', 2, 0, 'photo.png', CLOCK])
		doc.getMap('holidays').set('x', 'unknown')
		save(saveResource(context, { ...ANNA, name: 'Anne' }))
		const [version, ...fields] = doc.getMap('resources').get('anna') as unknown[]
		expect([version, ...fields.slice(0, -1)]).toEqual([4, 'Anne', 'staff', 'teal', 2, 0, 'photo.png'])
		expect(doc.getMap('holidays').get('x')).toBe('unknown')
	})

	it('writes nothing where nothing differs', () => {
		const { context, save } = workspace()
		save(saveResource(context, ANNA))
		expect(saveResource(context, { ...ANNA })).toMatchObject({ ok: true, value: { writes: [] } })
	})

	it('is refused while the document is not open', () => {
		const context: RootContext = { workspace: 'w', docOf: () => undefined }
		expect(saveResource(context, ANNA)).toMatchObject({ ok: false, why: 'not-open' })
		expect(saveAbout(context, {})).toMatchObject({ ok: false, why: 'not-open' })
	})

	it('several edits together are one', () => {
		const { context, save, read } = workspace()
		const edits = [saveResource(context, ANNA), saveService(context, CUT)].map((plan) => {
			if (!plan.ok) throw new Error(plan.message)
			return plan.value
		})
		const step = save({ ok: true, value: together(edits) })
		expect(step.parts).toHaveLength(2)
		expect([read().resources, read().services]).toEqual([[ANNA], [CUT]])
	})
})
