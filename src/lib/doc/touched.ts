/** What a transaction of Yjs touched, in ids: the index reads these again and nothing else. */
import type * as Y from 'yjs'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { laterParts } from '#lib/core/appointment/ids.ts'
import { mapOf, RECORD_MAPS } from './record.ts'

export interface Touched {
	/**
	 * Appointments, overrides or series with a register written (it may have lost against the one that stands); what a series
	 * says from a date on is of the series.
	 */
	readonly ids: ReadonlySet<AppointmentId>
	/** Ids hinted at in `guests`. */
	readonly guests: ReadonlySet<AppointmentId>
}

/** To be called in `afterTransaction`; unknown maps of newer clients are passed over. */
export function touchedIds(transaction: Y.Transaction): Touched {
	const ids = new Set<AppointmentId>()
	const guests = new Set<AppointmentId>()
	for (const [name, type] of transaction.doc.share) {
		const keys = transaction.changed.get(type)
		const into = RECORD_MAPS.has(name) ? ids : name === 'guests' ? guests : undefined
		if (!keys || !into) continue
		for (const key of keys) if (key !== null) into.add(laterParts(key)?.series ?? key)
	}
	return { ids, guests }
}

/** Tells Yjs the kind of every map we know, so that they are maps before the first update arrives. */
export function knowMaps(doc: Y.Doc): void {
	for (const name of [...RECORD_MAPS, 'guests']) mapOf(doc, name)
}
