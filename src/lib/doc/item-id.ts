/** The place of one write in the history of a document. Without Yjs at run time: it is asked after every edit. */
import type { Doc } from 'yjs'
import { mapOf } from './record.ts'

export interface ItemId {
	readonly client: number
	readonly clock: number
}

/** Of the value that stands in the register now. */
export function standingItem(doc: Doc, map: string, id: string): ItemId | undefined {
	const item = mapOf(doc, map)._map.get(id)
	return item && { client: item.lastId.client, clock: item.lastId.clock }
}
