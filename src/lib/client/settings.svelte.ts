/** The view settings of this device: read before the first paint, written with every change, followed across tabs. */
import { defaultSettings, readSettings, type ViewSettings } from './settings.ts'
import { pageStore, readStored, writeStored, type TextStore } from './stored-value.ts'

const KEY = 'daybook.settings'

export class SettingsState {
	#current: ViewSettings
	readonly #store: TextStore | undefined

	constructor(
		locale: string = pageLocale(),
		store: TextStore | undefined = pageStore(),
		touched: boolean = isTouched()
	) {
		this.#store = store
		this.#current = $state.raw(readSettings(readStored(store, KEY), defaultSettings(locale, touched)))
	}

	get current(): ViewSettings {
		return this.#current
	}

	/** Kept at once; values out of range are left as they were. */
	save(changes: Partial<ViewSettings>): void {
		this.#current = readSettings({ ...this.#current, ...changes }, this.#current)
		writeStored(this.#store, KEY, this.#current)
	}

	/** Reads again what another tab wrote: for the page's `storage` event. */
	reread(): void {
		this.#current = readSettings(readStored(this.#store, KEY), this.#current)
	}
}

/** The first language the person asked the browser for. */
export const pageLocale = (): string => globalThis.navigator?.language || 'en-GB'

/** Fingers are the first way to point at it; where nothing is known, too. */
const isTouched = (): boolean => globalThis.matchMedia?.('(pointer: coarse)').matches ?? true
