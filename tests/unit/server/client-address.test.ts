import { Hono } from 'hono'
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createClientAddress, createUpgradeAddress, networkOf } from '../../../server/http/client-address.ts'

async function seen(proxies: number, remoteAddress: string | undefined, forwarded?: string) {
	const address = createClientAddress(proxies)
	const app = new Hono().get('/', (c) => c.text(address(c)))
	const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
	return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })).text()
}

describe('createClientAddress()', () => {
	it('is the connection’s, whatever the headers say, when nothing stands in front', async () => {
		expect(await seen(0, '203.0.113.1', '198.51.100.1')).toBe('203.0.113.1')
		expect(await seen(0, '::ffff:203.0.113.1')).toBe('203.0.113.1')
		expect(await seen(0, undefined)).toBe('unknown')
	})

	it('is what the outermost of our proxies saw', async () => {
		expect(await seen(1, '127.0.0.1', '1.1.1.1, 203.0.113.1')).toBe('203.0.113.1')
		expect(await seen(2, '127.0.0.1', '1.1.1.1, 203.0.113.1, 10.0.0.1')).toBe('203.0.113.1')
		expect(await seen(1, '127.0.0.1')).toBe('127.0.0.1')
		expect(await seen(2, '127.0.0.1', '203.0.113.1')).toBe('127.0.0.1')
		expect(await seen(1, '127.0.0.1', 'nonsense')).toBe('127.0.0.1')
	})
})

describe('createUpgradeAddress()', () => {
	const seenOf = (proxies: number, remoteAddress: string, forwarded?: string) =>
		createUpgradeAddress(proxies)({
			socket: { remoteAddress },
			headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) }
		} as IncomingMessage)

	it('is the same for an upgrade', () => {
		expect(seenOf(0, '::ffff:203.0.113.1', '198.51.100.1')).toBe('203.0.113.1')
		expect(seenOf(1, '127.0.0.1', '1.1.1.1, 203.0.113.1')).toBe('203.0.113.1')
		expect(seenOf(1, '127.0.0.1')).toBe('127.0.0.1')
	})
})

it.each([
	['203.0.113.1', '203.0.113.1'],
	['unknown', 'unknown'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:db8:1:2::1', '2001:db8:1:2::/64'],
	['2001:db8::1', '2001:db8:0:0::/64'],
	['2001:0db8:0000:0000::2', '2001:db8:0:0::/64'],
	['::1', '0:0:0:0::/64'],
	['fe80::1%eth0', 'fe80:0:0:0::/64']
])('networkOf() puts %s into %s', (address, network) => expect(networkOf(address)).toBe(network))
