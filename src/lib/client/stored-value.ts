/** Small values in localStorage: read before the first paint, checked because anything may stand there. */

/** The part of `Storage` that is used, so that a test can hand in a map. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export const clampWhole = (value: unknown, least: number, most: number, fallback: number): number =>
	typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : fallback

export const clampChoice = <Choice>(value: unknown, choices: readonly Choice[], fallback: Choice): Choice =>
	choices.includes(value as Choice) ? (value as Choice) : fallback

/** The stored JSON value, or undefined where there is none, it cannot be read or storage is refused. */
export function readStored(store: TextStore | undefined, key: string): unknown {
	try {
		const text = store?.getItem(key)
		return text === null || text === undefined ? undefined : JSON.parse(text)
	} catch {
		return undefined
	}
}

/** False where storage is refused or full: the value then lives as long as the page. `undefined` removes it. */
export function writeStored(store: TextStore | undefined, key: string, value: unknown): boolean {
	try {
		if (value === undefined) store?.removeItem(key)
		else store?.setItem(key, JSON.stringify(value))
		return store !== undefined
	} catch {
		return false
	}
}

/** The page's localStorage, or undefined where the browser throws on the mere mention of it (blocked cookies). */
export function pageStore(): TextStore | undefined {
	try {
		return globalThis.localStorage
	} catch {
		return undefined
	}
}
