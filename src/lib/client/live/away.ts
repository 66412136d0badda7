/**
 * "While you were away": what others changed in the days this person looks at, gathered while the documents catch up
 * after a reconnect. An appointment is compared with what it was before the first of these changes.
 */
import type { Transaction } from 'yjs'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { isSeriesId } from '#lib/core/appointment/ids.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { dayOf, type Day, type Span } from '#lib/core/time/wall.ts'
import type { BookIndex } from '#lib/doc/index/book-index.ts'
import { registerOf } from '#lib/doc/record.ts'
import { clockOf } from '#lib/doc/registers.ts'
import { sameValue } from '#lib/doc/same.ts'
import { touchedIds } from '#lib/doc/touched.ts'
import { touchedRegisters } from '#lib/doc/standing.ts'
import { nameOf, sayStart, sayStatusWord } from '../labels.ts'
import type { OpenDoc } from '../storage/open-doc.ts'
import type { OthersChange } from './live.ts'

export interface AwayDeps {
	readonly index: BookIndex
	/** The days this person looks at. */
	readonly myDays: () => readonly Span<Day>[]
	/** Edits of this device's other tabs are nobody else's. */
	readonly isMine: (device: string) => boolean
}

export interface Gathering {
	/** While `isCatchingUp`, what comes in is gathered. Returns the way to stop. */
	follow(open: OpenDoc, isCatchingUp: () => boolean): () => void
	/** By day, then by name; what was gathered is forgotten. */
	collect(): readonly OthersChange[]
}

type Before = Occurrence | undefined

export function gatherChanges({ index, myDays, isMine }: AwayDeps): Gathering {
	const before = new Map<AppointmentId, Before>()

	function note(transaction: Transaction) {
		const { doc } = transaction
		const byOthers = touchedRegisters(transaction).some(([map, id]) => {
			const register = registerOf(doc, map, id)
			return register && !isMine(clockOf(register)[2])
		})
		if (!byOthers) return
		for (const id of touchedIds(transaction).ids) if (!before.has(id)) before.set(id, index.find(id))
	}

	const isNear = (day: Day) => myDays().some(({ start, end }) => day >= start && day < end)

	function changeOf(key: AppointmentId, was: Before): OthersChange | undefined {
		if (isSeriesId(key)) return changeOfSeries(key)
		const is = index.find(key)
		const shown = isThere(is) ? is : isThere(was) ? was : undefined
		if (!shown) return undefined
		const days = [is, was].flatMap((one) => (isThere(one) ? [dayOf(one.start)] : []))
		const what = days.some(isNear) ? sayChange(was, is) : undefined
		return what === undefined
			? undefined
			: { key, name: nameOf(shown.appointment), what, day: dayOf(shown.start) }
	}

	/** Its dates say when; the next one in these days is where to look. */
	function changeOfSeries(key: AppointmentId): OthersChange | undefined {
		const dates = myDays().flatMap((days) => index.occurrences(days))
		const next = dates.find((date) => index.seriesOf(date.key)?.id === key)
		if (!next) return undefined
		return {
			key: next.key,
			name: nameOf(next.appointment),
			what: 'The series changed',
			day: dayOf(next.start)
		}
	}

	return {
		follow({ doc }, isCatchingUp) {
			// Before the index follows the transaction, so that it still has what was there.
			const listener = (transaction: Transaction) => {
				if (!transaction.local && isCatchingUp()) note(transaction)
			}
			doc.on('beforeObserverCalls', listener)
			return () => doc.off('beforeObserverCalls', listener)
		},
		collect() {
			const changes = [...before].flatMap(([key, was]) => changeOf(key, was) ?? [])
			before.clear()
			return changes.sort((a, b) => a.day - b.day || a.name.localeCompare(b.name))
		}
	}
}

const isThere = (one: Before): one is Occurrence =>
	one !== undefined && one.appointment.state.status !== 'deleted'

function sayChange(was: Before, is: Before): string | undefined {
	if (!isThere(is)) return 'Deleted'
	const { when, state } = is.appointment
	const start = sayStart(is.start, when.allDay)
	if (!isThere(was)) return `New: ${start}`
	if (was.start !== is.start) return `Moved to ${start}`
	if (was.end !== is.end) return `Longer or shorter: ${start}`
	if (!sameValue(was.appointment.when.resources, when.resources)) return `With somebody else: ${start}`
	if (was.appointment.state.status !== state.status) return `Marked as ${sayStatusWord(state.status)}`
	return sameValue(was.appointment, is.appointment) ? undefined : 'Details changed'
}
