/** Where a request comes from: the connection's own address, or what the trusted proxies in front say. */
import type { Context } from 'hono'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

export type ClientAddress = (c: Context) => string

const UNKNOWN = 'unknown'

/**
 * `proxies`: how many of ours stand in front. Each appends the address it saw to X-Forwarded-For, so that many from the
 * right are true and everything left of them may be invented.
 */
export const createClientAddress =
	(proxies: number): ClientAddress =>
	(c) =>
		addressOf(proxies, connectionOf(c.env), c.req.header('x-forwarded-for'))

/** The same for an upgrade, which is no request of a route. */
export const createUpgradeAddress =
	(proxies: number) =>
	({ socket, headers }: IncomingMessage): string =>
		addressOf(proxies, socket.remoteAddress, headers['x-forwarded-for']?.toString())

function addressOf(proxies: number, connection: unknown, forwarded = ''): string {
	const named = forwarded.split(',').at(-proxies)?.trim() ?? ''
	if (proxies > 0 && isIP(named)) return plain(named)
	return typeof connection === 'string' && isIP(connection) ? plain(connection) : UNKNOWN
}

/** The Node adapter gives the request as it came in. */
function connectionOf(env: unknown): unknown {
	const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: unknown } } }
	return incoming?.socket?.remoteAddress
}

/** An IPv4 address that came through an IPv6 socket is the IPv4 address. */
const plain = (address: string): string => address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')

/** Whoever has one IPv6 address has at least a /64 of them. */
export function networkOf(address: string): string {
	if (isIP(address) !== 6) return address
	const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
	const left = head === '' ? [] : head.split(':')
	const right = tail === undefined || tail === '' ? [] : tail.split(':')
	const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
	const groups = [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ''))
	return `${groups.slice(0, 4).join(':')}::/64`
}
