/** The same rows as the page has them, from the documents of the server: as a newcomer finds them. */
import { dayOf, formatDay, formatTime } from '#lib/core/time/wall.ts'
import { readAppointments } from '#lib/doc/month.ts'
import { monthRoom } from '#lib/doc/rooms.ts'
import { STATUS_LOOK } from '#lib/views/card/status-look.ts'
import { readRoom } from '../read-room.ts'
import type { Frame } from './promises.ts'
import { sayState } from './witness.ts'

export interface Place {
	readonly address: string
	readonly cookie: string
	readonly calendars: readonly string[]
}

const MONTHS = ['2026-11', '2026-12']

export async function rowsOfServer({ address, cookie, calendars }: Place): Promise<Frame> {
	const rows = new Map<string, string>()
	const doubled: string[] = []
	for (const calendar of calendars) {
		for (const month of MONTHS) {
			const doc = await readRoom(address, cookie, monthRoom(calendar, month))
			for (const { who, when, state } of readAppointments(doc, calendar)) {
				if (state.status === 'deleted') continue
				if (rows.has(who.name)) doubled.push(who.name)
				const day = formatDay(dayOf(when.start))
				const status = STATUS_LOOK[state.status].label.toLowerCase()
				rows.set(who.name, sayState({ day, start: formatTime(when.start), end: formatTime(when.end), status }))
			}
		}
	}
	return { rung: 'synced', rows, doubled }
}
