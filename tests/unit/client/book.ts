/** A book on a device in a test: tabs over one storage, days and times in short words. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import type { Move } from '#lib/client/book.ts'
import type { CalendarFile } from '#lib/client/calendar-file.ts'
import type { DeviceOptions } from '#lib/client/device-options.ts'
import { DeviceState } from '#lib/client/device.svelte.ts'
import type { Http } from '#lib/client/live/http.ts'
import type { TextStore } from '#lib/client/stored-value.ts'
import { createDeviceStorage, type DeviceStorage } from '#lib/client/storage/device-storage.ts'
import { openTabChannel, type TabChannel } from '#lib/client/storage/tab-channel.ts'
import { MINUTE, parseDay, parseWall, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import { breakWrites, locksOf, type Faults } from './storage/device.ts'

export const ZONE = 'Europe/Berlin'
/** 2026-11-23T10:00 in Berlin. */
export const NOW = Date.UTC(2026, 10, 23, 9)

let machines = 0

/** How its tabs reach a server; without them there is none. */
export interface MachineOptions extends Pick<DeviceOptions, 'wires' | 'http' | 'passkeys' | 'goTo'> {
	/** The same for all tabs: who is signed in outlives them. */
	readonly store?: TextStore
}

const NO_SERVER: Http = async () => ({ ok: false, why: 'offline', message: 'There is no server' })

/** One machine: its tabs share IndexedDB, locks and channel. */
export function createMachine(options: MachineOptions = {}) {
	const factory = new IDBFactory()
	globalThis.indexedDB = factory
	globalThis.IDBKeyRange = IDBKeyRange
	const faults: Faults = { full: false, on: () => true }
	breakWrites(factory, faults)
	const name = `machine-${process.pid}-${machines++}`
	const tabs: DeviceState[] = []
	const ears = new Map<DeviceStorage, { deaf: (on: boolean) => void }>()
	const clock = { nowMs: NOW }
	let drawn = 0

	function tab(): DeviceState {
		const { channel, deaf } = deafChannel(openTabChannel(name))
		const storage = createDeviceStorage(factory, locksOf(name), channel)
		ears.set(storage, { deaf })
		const device = new DeviceState({
			storage,
			nowMs: () => clock.nowMs++,
			randomBytes: (length) => bytesOf(`${name} draw ${drawn++}`, length),
			idle: (work) => void setImmediate(work),
			http: NO_SERVER,
			store: undefined,
			...options
		})
		tabs.push(device)
		return device
	}

	return {
		factory,
		faults,
		clock,
		tab,
		tabs,
		/** Messages of other tabs do not reach this one, as while its page is frozen, until `hear`. */
		deafen(book: BookState) {
			const { deaf } = ears.get(book.core.deps.storage) ?? {}
			deaf?.(true)
			return { hear: () => deaf?.(false) }
		},
		/** A tab with an empty book open. */
		async begin(staff: readonly string[] = ['Ada', 'Ben']) {
			const device = tab()
			await device.start()
			const begun = await device.startEmpty({ name: 'Salon', zone: ZONE, staff })
			if (!begun.ok) throw new Error(begun.message)
			return bookOf(device)
		},
		/** Another tab, or the same one after a reload. */
		async reopen() {
			const device = tab()
			await device.start()
			return bookOf(device)
		},
		async close() {
			for (const one of tabs.splice(0)) await one.close()
		}
	}
}

/** A channel whose messages can be kept from its tab. */
function deafChannel(inner: TabChannel | undefined) {
	let isDeaf = false
	const channel: TabChannel | undefined = inner && {
		...inner,
		listen: (listener) => inner.listen((message) => isDeaf || listener(message))
	}
	return { channel, deaf: (on: boolean) => void (isDeaf = on) }
}

export function bookOf(device: DeviceState): BookState {
	if (!device.book) throw new Error('No book is open')
	return device.book
}

/** Different for every draw, the same in every run. */
function bytesOf(seed: string, length: number): Uint8Array {
	let state = 2166136261
	for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 16777619)
	return Uint8Array.from({ length }, () => {
		state = Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917
		return state >>> 24
	})
}

export function wall(text: string): Wall {
	const parsed = parseWall(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}

export function day(text: string): Day {
	const parsed = parseDay(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}

export const days = (from: string, to: string): Span<Day> => ({ start: day(from), end: day(to) })

export const NOVEMBER = days('2026-11-01', '2026-12-01')
export const WEEK = days('2026-11-23', '2026-11-30')

/** `at('2026-11-24T14:30', 45, 'ada')` */
export const at = (start: string, minutes = 60, ...resources: string[]): Move => ({
	start: wall(start),
	end: (wall(start) + minutes * MINUTE) as Wall,
	allDay: false,
	zone: ZONE,
	resources
})

/** Titles in order, as the views would draw them. */
export const titles = (book: BookState, range: Span<Day> = NOVEMBER): readonly string[] =>
	book.occurrences(range).map(({ appointment }) => appointment.what.title)

/** Books an appointment and gives its key. */
export async function booked(
	book: BookState,
	title: string,
	when: Move = at('2026-11-24T09:00')
): Promise<string> {
	const done = await book.create({ when, what: { title } })
	if (!done.ok) throw new Error(done.message)
	return done.value.key
}

export const fileOf = (text: string, name = 'salon.ics'): CalendarFile => {
	const bytes = new TextEncoder().encode(text)
	return { name, size: bytes.length, arrayBuffer: async () => bytes.buffer }
}

export const calendarOf = (...events: string[]): CalendarFile =>
	fileOf(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`)

/** An hour in Berlin from `20261124T090000` on. */
export const event = (uid: string, start: string, ...lines: string[]): string =>
	[
		'BEGIN:VEVENT',
		`UID:${uid}`,
		`DTSTART;TZID=Europe/Berlin:${start}`,
		'DURATION:PT1H',
		...lines,
		'END:VEVENT',
		''
	].join('\r\n')
