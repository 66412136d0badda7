/** Browsers without a page that come to a server that runs, by HTTP. */
import { createBrowser, type PeopleServer } from '../unit/server/people/people-server.ts'

export const visitorsOf = (address: string): Pick<PeopleServer, 'browser'> => ({
	browser: (options) =>
		createBrowser(
			{ request: (path: unknown, init?: RequestInit) => fetch(String(path), init) },
			{ origin: address, ...options }
		)
})
