import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readSyncAddress } from '../../../../server/relay/sync-address.ts'

it('readSyncAddress() finds every room by the address that y-websocket writes, and by the encoded one', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (room) => {
			const wanted = { wanted: { room }, isKnownVersion: true }
			expect(readSyncAddress(`/sync/${encodeURIComponent(room)}`)).toMatchObject(wanted)
			if (/^[\w.-]+$/.test(room)) expect(readSyncAddress(`/sync/${room}?`)).toMatchObject(wanted)
		})
	)
})

it('readSyncAddress() never throws, whatever is asked for', () => {
	fc.assert(fc.property(fc.string(), (url) => void readSyncAddress(url)))
	fc.assert(fc.property(fc.string(), (rest) => void readSyncAddress(`/sync${rest}`)))
})

it.each([
	['/sync?v=1', { wanted: 'many', isKnownVersion: true, device: '' }],
	['/sync?v=1&device=desk', { device: 'desk' }],
	[`/sync?v=1&device=${'d'.repeat(100)}`, { device: 'd'.repeat(64) }],
	['/sync', { isKnownVersion: false }],
	['/sync?v=2', { isKnownVersion: false }],
	['/sync/c.a?v=2', { isKnownVersion: false }],
	['/sync/', undefined],
	['/sync/%E0', undefined],
	['/synced', undefined],
	['/', undefined],
	['http://elsewhere/sync', undefined]
])('readSyncAddress(%j)', (url, address) => {
	if (address) expect(readSyncAddress(url)).toMatchObject(address)
	else expect(readSyncAddress(url)).toBeUndefined()
})
