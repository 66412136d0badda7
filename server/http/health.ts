/** `/api/health`: whether this process answers. For monitors, and for clients that ask whether the server is back. */
import { Hono } from 'hono'

/** Of the relay. Everybody may read them, so nothing in them says who. */
export interface HealthCounts {
	readonly connections: number
	/** Rooms in memory. */
	readonly rooms: number
	/** Edits that are not on disk yet: more and more of them say that the disk does not keep up. */
	readonly waiting: number
}

export const health = (counts?: () => HealthCounts): Hono =>
	new Hono().get('/', (c) => c.json({ ok: true, ...counts?.() }, 200, { 'cache-control': 'no-store' }))
