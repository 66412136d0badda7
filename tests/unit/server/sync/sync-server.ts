/** The server as `main.ts` puts it together, on a real port, and devices that come to it. */
import { once } from 'node:events'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createApp } from '../../../../server/app.ts'
import { listen } from '../../../../server/http/listen.ts'
import { createSync, type Sync } from '../../../../server/sync.ts'
import { foundBook, SHARED, startPeople, type Browser, type PeopleServer } from '../people/people-server.ts'

export interface SyncServer {
	/** `http://127.0.0.1:…` */
	readonly address: string
	readonly server: PeopleServer
	readonly sync: Sync
	readonly logged: readonly string[]
	/** Signed in, owner of the book. */
	readonly founder: Browser
	stop(): Promise<void>
}

export const ROOM = `c.${SHARED}`

export async function startSync(): Promise<SyncServer> {
	const server = await startPeople()
	const logged: string[] = []
	const made = await createSync({
		config: { dataDir: server.dataDir, trustedProxies: 0 },
		people: server.people,
		log: (line) => void logged.push(line)
	})
	if (!made.ok) throw new Error(made.message)
	const sync = made.value
	const app = createApp({
		site: undefined,
		people: server.people.routes,
		polling: sync.polling,
		counts: sync.counts
	})
	const listening = await listen(app, { host: '127.0.0.1', port: 0, onupgrade: sync.upgrade })
	if (!listening.ok) throw new Error(listening.message)
	const { address, close } = listening.value
	return {
		address,
		server,
		sync,
		logged,
		founder: await foundBook(server),
		async stop() {
			await sync.close()
			await close()
			await server.stop()
		}
	}
}

export const cookieOf = (browser: Browser): string => browser.headers().get('cookie') ?? ''

export interface Knock {
	readonly cookie?: string
	/** Default: the server's own. */
	readonly origin?: string
	/** Pings are not answered. */
	readonly autoPong?: boolean
}

/** As a browser opens it. */
export function openSocket(
	address: string,
	path: string,
	{ cookie, origin = address, autoPong }: Knock = {}
) {
	return new WebSocket(`${address.replace(/^http/, 'ws')}${path}`, {
		origin,
		...(cookie !== undefined && { headers: { cookie } }),
		...(autoPong !== undefined && { autoPong })
	})
}

/** The code with which the server closes it. */
export async function closeOf(socket: WebSocket): Promise<number> {
	const [code] = (await once(socket, 'close')) as [number]
	return code
}

/** The answer to an upgrade that is none. */
export async function statusOf(socket: WebSocket) {
	const event = await once(socket, 'unexpected-response')
	const [request, { statusCode: status, headers }] = event as [ClientRequest, IncomingMessage]
	request.destroy()
	return { status, headers }
}

export interface StockClient {
	readonly doc: Y.Doc
	readonly map: Y.Map<unknown>
	readonly provider: WebsocketProvider
	end(): void
}

/** y-websocket as it is published; only its socket brings a cookie, as a browser's would. */
export function stockClient(address: string, room: string, browser: Browser): StockClient {
	class CookieSocket extends WebSocket {
		constructor(url: string, protocols: string[]) {
			super(url, protocols, { origin: address, headers: { cookie: cookieOf(browser) } })
		}
	}
	const doc = new Y.Doc()
	const provider = new WebsocketProvider(`${address.replace(/^http/, 'ws')}/sync`, room, doc, {
		WebSocketPolyfill: CookieSocket as unknown as typeof globalThis.WebSocket,
		disableBc: true
	})
	return {
		doc,
		map: doc.getMap('born'),
		provider,
		end() {
			provider.destroy()
			doc.destroy()
		}
	}
}

/** Until something that the network decides has come about. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}
