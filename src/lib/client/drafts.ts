/**
 * What is being typed, kept outside the page on every keystroke: a reload, a crash or a refused save loses nothing.
 * localStorage because it is written before the call returns; a transaction might not be complete when the page goes.
 */
import { pageStore, readStored, writeStored, type TextStore } from './stored-value.ts'

const PREFIX = 'daybook.draft.'

export interface Drafts {
	/** Whatever JSON stands under the key, or undefined. The caller checks its shape: an older version may have written it. */
	read(key: string): unknown
	/** False where storage is refused or full: the draft lives as long as the page. */
	keep(key: string, draft: unknown): boolean
	drop(key: string): void
}

/** `scope` keeps the books of one device apart: the workspace's id. */
export function createDrafts(scope: string, store: TextStore | undefined = pageStore()): Drafts {
	const inMemory = new Map<string, unknown>()
	const nameOf = (key: string) => `${PREFIX}${scope}.${key}`
	return {
		read: (key) => inMemory.get(key) ?? readStored(store, nameOf(key)),
		keep(key, draft) {
			const kept = writeStored(store, nameOf(key), draft)
			if (kept) inMemory.delete(key)
			else inMemory.set(key, draft)
			return kept
		},
		drop(key) {
			inMemory.delete(key)
			writeStored(store, nameOf(key), undefined)
		}
	}
}

/** All drafts of a book that is removed from this device. */
export function dropDrafts(scope: string, store: TextStore | undefined = pageStore()): void {
	for (const key of store ? Object.keys(store) : []) {
		if (key.startsWith(`${PREFIX}${scope}.`)) writeStored(store, key, undefined)
	}
}
