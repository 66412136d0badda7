/**
 * Works out what one month's busy room has to say, from the calendar's documents as they are stored. Slow for a busy
 * month: it runs in a thread of its own (`busy-thread.ts`).
 */
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { busyTimesOf, daysAround, daysOfMonth, writeBusy, type BusyTime } from '#lib/doc/busy.ts'
import { createBookIndex, type BookIndex } from '#lib/doc/index/book-index.ts'
import { roomsForOwnDays } from '#lib/doc/index/rooms-needed.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import type { BusyAnswer, BusyJob, GivenRoom, Written } from './busy-job.ts'

/** 96 bits: nobody guesses one, and no two keys of a calendar have the same. */
const NAME_LENGTH = 16

export interface MonthWorker {
	answer(job: Omit<BusyJob, 'id'>): BusyAnswer
}

export function createMonthWorker(): MonthWorker {
	let index = emptyIndex()
	return {
		answer({ calendar, month, anew, given, stored, salt, written }) {
			if (anew) index = emptyIndex()
			for (const room of given) read(index, room)
			const needs = roomsForOwnDays(calendar, daysOfMonth(month), index)
			const missing = needs.filter((room) => !index.has(room))
			if (missing.length > 0) return { kind: 'missing', rooms: missing }
			const nameOf = (key: string) =>
				createHash('sha256').update(`${salt} ${key}`).digest('base64url').slice(0, NAME_LENGTH)
			const times = busyTimesOf(index.occurrences(daysAround(month)), month, nameOf)
			return { kind: 'done', needs, ...write(stored, written, times) }
		}
	}
}

function write(stored: readonly Uint8Array[], written: Written | undefined, times: readonly BusyTime[]) {
	const doc = docOf(stored)
	// One client id for as long as it is sure where it ended: each further one stays in the room for ever.
	if (written && Y.getState(doc.store, written.client) === written.clock) doc.clientID = written.client
	const client = doc.clientID
	let update: Uint8Array | undefined
	doc.on('update', (made: Uint8Array) => (update = made))
	writeBusy(doc, times)
	const clock = Y.getState(doc.store, client)
	doc.destroy()
	return { update, written: { client, clock } }
}

const emptyIndex = (): BookIndex => createBookIndex({ viewZone: 'UTC' })

function read(index: BookIndex, { room, updates }: GivenRoom): void {
	const doc = docOf(updates)
	const records = readRecords(doc, room)
	if (records) index.setRecords(room, records)
	doc.destroy()
}

/** What Yjs throws at is passed over: one bad row never hides the rest. */
function docOf(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc()
	for (const update of updates) {
		try {
			Y.applyUpdate(doc, update)
		} catch {
			continue
		}
	}
	return doc
}
