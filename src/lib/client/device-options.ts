/** What the device of a page is made with, and what it takes where nothing is given. */
import { whenIdle, type WhenIdle } from './idle.ts'
import { createHttp, type Http } from './live/http.ts'
import type { Wires } from './live/live-state.svelte.ts'
import { pagePasskeys, type Passkeys } from './live/passkeys.ts'
import type { DeviceStorage } from './storage/device-storage.ts'
import { pageStore, type TextStore } from './stored-value.ts'

export interface DeviceOptions {
	readonly storage?: DeviceStorage
	readonly nowMs?: () => number
	readonly randomBytes?: (length: number) => Uint8Array
	readonly idle?: WhenIdle
	/** Name of the member or device, written beside a status. */
	readonly by?: string
	/** How the server of this page is reached; loaded when a book has one. */
	readonly wires?: () => Promise<Wires>
	readonly http?: Http
	readonly passkeys?: Passkeys
	/** Where the account is remembered. */
	readonly store?: TextStore | undefined
	/** Leaves the page. */
	readonly goTo?: (address: string) => void
}

export interface DeviceDefaults extends Required<Omit<DeviceOptions, 'storage' | 'store'>> {
	readonly store: TextStore | undefined
}

export const withDefaults = (options: DeviceOptions): DeviceDefaults => ({
	nowMs: Date.now,
	randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
	idle: whenIdle,
	by: '',
	wires: async () => (await import('./live/page-wires.ts')).pageWires(),
	http: createHttp(),
	passkeys: pagePasskeys,
	goTo: (address) => location.assign(address),
	...options,
	store: 'store' in options ? options.store : pageStore()
})
