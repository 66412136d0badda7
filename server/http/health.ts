/** `/api/health`: whether this process answers. For monitors, and for clients that ask whether the server is back. */
import { Hono } from 'hono'

export const health = (): Hono =>
	new Hono().get('/', (c) => c.json({ ok: true }, 200, { 'cache-control': 'no-store' }))
