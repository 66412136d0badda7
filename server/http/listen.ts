/** Opens the port, says the address, and closes in order: what is being answered is finished first. */
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { ok, refuse, type Result } from '#lib/core/result.ts'

export interface Listening {
	/** `http://127.0.0.1:3000` */
	readonly address: string
	/** What the person at the terminal reads. */
	readonly message: string
	readonly close: () => Promise<void>
}

export interface ListenOptions {
	readonly host: string
	/** 0: any free one. */
	readonly port: number
	/** Takes over the sockets of those who ask for another protocol; without it they are answered as anybody. */
	readonly onupgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

export type ListenRefusal = 'port-taken' | 'port-forbidden' | 'no-such-host'

/** After this a connection that is still busy is cut. */
const PATIENCE_MS = 3_000

export function listen(
	app: Hono,
	{ host, port, onupgrade }: ListenOptions
): Promise<Result<Listening, ListenRefusal>> {
	return new Promise((resolve, reject) => {
		const server = serve({ fetch: app.fetch, hostname: host, port }, (bound) => {
			const address = addressOf(host, bound)
			resolve(ok({ address, message: greeting(host, address), close }))
		})
		if (onupgrade) server.on('upgrade', onupgrade)
		server.once('error', (error: NodeJS.ErrnoException) => {
			const refusal = listenRefusal(error.code, host, port)
			if (refusal) resolve(refusal)
			else reject(error)
		})
		const close = () =>
			new Promise<void>((done) => {
				server.close(() => done())
				if ('closeIdleConnections' in server) server.closeIdleConnections()
				setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), PATIENCE_MS).unref()
			})
	})
}

const isEverywhere = (host: string) => host === '0.0.0.0' || host === '::'
const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

function addressOf(host: string, { port }: AddressInfo): string {
	const name = isEverywhere(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
	return `http://${name}:${port}`
}

const greeting = (host: string, address: string): string =>
	isLoopback(host)
		? `Daybook is open at ${address}`
		: `Daybook is open at ${address}\nEveryone who reaches ${host} can open the page; a shared book, only those who sign in.`

/** Undefined for a failure that has no advice. */
export function listenRefusal(code: string | undefined, host: string, port: number) {
	switch (code) {
		case 'EADDRINUSE':
			return refuse(
				'port-taken',
				`Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`
			)
		case 'EACCES':
			return refuse(
				'port-forbidden',
				`Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`
			)
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return refuse(
				'no-such-host',
				`This machine has no address "${host}". Leave HOST out, or set HOST=0.0.0.0`
			)
		default:
			return undefined
	}
}
