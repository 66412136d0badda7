import { describe, expect, it } from 'vitest'
import { createOwnOrigin, isLocalName } from '../../../server/http/own-origin.ts'

const headers = (values: Record<string, string>) => new Headers(values)

describe('isLocalName()', () => {
	it.each([
		'localhost',
		'localhost:3000',
		'127.0.0.1:3000',
		'192.168.1.5',
		'[::1]:3000',
		'[fe80::1]',
		'front-desk:3000',
		'salon.local',
		'nas.lan',
		'x.home.arpa',
		'Salon.LOCAL'
	])('%s is a name of this network', (host) => expect(isLocalName(host)).toBe(true))
	it.each([
		'',
		'example.org',
		'evil.example:3000',
		'127.0.0.1.evil.example',
		'local.example',
		'1.2.3.4.5',
		'a b',
		'localhost/x',
		'x@localhost',
		'[::1',
		'127.0.0.1:3000:1'
	])('%j is not', (host) => expect(isLocalName(host)).toBe(false))
})

describe('createOwnOrigin()', () => {
	it('knows one origin when there is a public address', () => {
		const own = createOwnOrigin({ publicUrl: 'https://book.example.org' })
		expect(own.isOurs(headers({ host: '127.0.0.1:3000', origin: 'https://book.example.org' }))).toBe(true)
		for (const origin of [
			'http://book.example.org',
			'https://book.example.org:444',
			'https://book.example.org.evil.example',
			'http://127.0.0.1:3000'
		])
			expect(own.isOurs(headers({ host: '127.0.0.1:3000', origin }))).toBe(false)
	})

	it('takes the name of this machine that the page was opened by, when there is none', () => {
		const own = createOwnOrigin({ publicUrl: undefined })
		expect(own.isOurs(headers({ host: '192.168.1.5:3000', origin: 'http://192.168.1.5:3000' }))).toBe(true)
		expect(own.isOurs(headers({ host: '192.168.1.5:3000', origin: 'http://192.168.1.6:3000' }))).toBe(false)
		expect(own.isOurs(headers({ host: 'evil.example', origin: 'http://evil.example' }))).toBe(false)
		expect(own.isOurs(headers({ origin: 'http://localhost' }))).toBe(false)
	})

	it('without an origin believes the browser alone', () => {
		const own = createOwnOrigin({ publicUrl: undefined })
		expect(own.isOurs(headers({ host: 'localhost' }))).toBe(false)
		expect(own.isOurs(headers({ host: 'localhost', 'sec-fetch-site': 'same-site' }))).toBe(false)
		expect(own.isOurs(headers({ host: 'localhost', 'sec-fetch-site': 'same-origin' }))).toBe(true)
	})
})
