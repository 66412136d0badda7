/** All routes of the server, from its parts. No part imports another; they meet here. */
import { Hono } from 'hono'
import { refuse } from './http/answer.ts'
import { health, type HealthCounts } from './http/health.ts'
import { pageHeaders } from './http/page-headers.ts'
import { serveSite } from './http/serve-site.ts'
import type { Site } from './http/site.ts'

export interface AppParts {
	/** Undefined: the page is not built (development: Vite serves it). */
	readonly site: Site | undefined
	/** Routes of accounts and sharing, with their whole paths. */
	readonly people?: Hono
	/** The relay for those who poll. */
	readonly polling?: Hono
	/** What `/api/health` tells. */
	readonly counts?: () => HealthCounts
	/** The public address is https. */
	readonly https?: boolean
}

export function createApp({ site, people, polling, counts, https = false }: AppParts): Hono {
	const app = new Hono()
	app.use(pageHeaders({ https }))
	app.route('/api/health', health(counts))
	if (people) app.route('/', people)
	if (polling) app.route('/sync/poll', polling)
	app.all('/api/*', (c) => refuse(c, 'not-found'))
	app.get('*', serveSite(site))
	app.notFound((c) => c.text('Not found', 404))
	app.onError((error, c) => {
		console.error(error)
		return c.text('Something went wrong on the server', 500)
	})
	return app
}
