import { describe, expect, test } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { STATUSES } from '#lib/core/appointment/status.ts'
import * as labels from '#lib/client/labels.ts'
import { sayFault, sayStatus } from '#lib/client/save-status.ts'
import { checkStorage, sayRoom } from '#lib/client/storage-health.ts'
import type { StorageFault } from '#lib/client/storage/database.ts'
import { wall } from './book.ts'

const { what, who } = EMPTY_GROUPS
const anna = { what: { ...what, title: 'Cut' }, who: { ...who, name: 'Anna Weber' } }

describe('labels', () => {
	test('name the client, else the title, else the service, else what it is', () => {
		expect(labels.nameOf(anna)).toBe('Anna Weber')
		expect(labels.nameOf({ who, what: { ...what, title: 'Cut', service: 'Colour' } })).toBe('Cut')
		expect(labels.nameOf({ who, what: { ...what, service: 'Colour' } })).toBe('Colour')
		expect(labels.nameOf({ who, what })).toBe('Appointment')
		expect(labels.nameOf(undefined)).toBe('Appointment')
	})

	test('say what was done', () => {
		const when = { start: wall('2026-11-24T14:30'), allDay: false }
		expect(labels.booked(anna, when)).toBe('Booked “Anna Weber” for Tue 24 Nov, 14:30')
		expect(labels.moved(anna, { ...when, allDay: true })).toBe('Moved “Anna Weber” to Tue 24 Nov')
		expect(labels.copied(anna, when)).toBe('Copied “Anna Weber” to Tue 24 Nov, 14:30')
		expect(labels.changed(anna)).toBe('Changed “Anna Weber”')
		expect(labels.deleted(anna)).toBe('Deleted “Anna Weber”')
		expect(labels.restored(anna)).toBe('Restored “Anna Weber”')
		expect(labels.marked(anna, 'in-service')).toBe('Marked “Anna Weber” as in service')
	})

	test('say how far a change of a series went', () => {
		const when = { start: wall('2026-11-25T14:30'), allDay: false }
		expect(labels.moved(anna, when, 'following')).toBe('Moved “Anna Weber” and all following to Wed 14:30')
		expect(labels.moved(anna, { ...when, allDay: true }, 'all')).toBe(
			'Moved all dates of “Anna Weber” to Wed'
		)
		expect(labels.changed(anna, 'all')).toBe('Changed all dates of “Anna Weber”')
		expect(labels.deleted(anna, 'following')).toBe('Deleted “Anna Weber” and all following')
		expect(labels.marked(anna, 'confirmed', 'one')).toBe('Marked “Anna Weber” as confirmed')
		expect(labels.bookedSeries(anna, when)).toBe('Booked the series “Anna Weber” from Wed 25 Nov, 14:30')
		expect(labels.detached(anna)).toBe('Took “Anna Weber” out of its series')
		expect(labels.ended(anna, 'never')).toBe('“Anna Weber” now repeats without an end')
		expect(labels.ended(anna, { count: 12 })).toBe('“Anna Weber” now ends after 12 dates')
		expect(labels.ended(anna, { until: wall('2026-12-24T00:00') })).toBe(
			'“Anna Weber” now ends on Thu 24 Dec 2026'
		)
	})

	test('there is a word for every status', () => {
		for (const status of STATUSES) expect(labels.marked(anna, status)).not.toContain('undefined')
	})

	test('say what undo left, and whose it is', () => {
		const kept = { room: 'r', map: 'when', id: 'x', device: 'other1', by: '' } as const
		const named = () => anna
		expect(labels.sayKept(kept, named, true)).toBe(
			'The time of “Anna Weber” stays: changed since by another tab of this device'
		)
		expect(labels.sayKept(kept, named, false)).toContain('by another device')
		expect(labels.sayKept({ ...kept, device: '' }, () => undefined, false)).toBe(
			'The time stays: changed since by somebody'
		)
		expect(labels.sayKept({ ...kept, map: 'state', by: 'Ben' }, named, true)).toBe(
			'The status of “Anna Weber” stays: changed since by Ben'
		)
	})
})

describe('the save status', () => {
	test('climbs from saving to saved, and a fault outweighs both', () => {
		expect(sayStatus({ waiting: 2, fault: undefined })).toEqual({ kind: 'saving', waiting: 2 })
		expect(sayStatus({ waiting: 0, fault: undefined })).toEqual({ kind: 'saved' })
		expect(sayStatus({ waiting: 3, fault: 'full' })).toMatchObject({ kind: 'memory', unsaved: 3 })
	})

	test('every fault is said in a sentence of its own with what would help', () => {
		const faults: readonly StorageFault[] = ['refused', 'full', 'closed', 'blocked', 'broken']
		const said = faults.map(sayFault)
		expect(new Set(said).size).toBe(faults.length)
		for (const sentence of said) expect(sentence).toMatch(/export|free|close/i)
	})
})

describe('storage health', () => {
	const manager = (quota: number | undefined, usage: number | undefined, persisted: boolean) =>
		({
			estimate: async () => ({ quota, usage }),
			persisted: async () => persisted
		}) as unknown as StorageManager

	test('warns under 50 MB and names the room', async () => {
		expect(sayRoom(60 * 1024 * 1024)).toBeUndefined()
		expect(sayRoom(undefined)).toBeUndefined()
		expect(await checkStorage(manager(100 * 1024 * 1024, 88 * 1024 * 1024, true))).toMatchObject({
			available: true,
			persistent: true,
			warning: sayRoom(12 * 1024 * 1024)
		})
		expect(sayRoom(12 * 1024 * 1024)).toContain('12 MB')
		expect((await checkStorage(manager(1, 2, false))).warning).toContain('0 MB')
	})

	test('is silent where the browser does not tell', async () => {
		const silent = { available: true, persistent: false, warning: undefined }
		expect(await checkStorage(undefined)).toEqual(silent)
		expect(await checkStorage(manager(undefined, undefined, false))).toEqual(silent)
		const refusing = {
			estimate: () => Promise.reject(new Error('no')),
			persisted: () => Promise.reject(new Error('no'))
		} as unknown as StorageManager
		expect(await checkStorage(refusing)).toEqual(silent)
	})
})
