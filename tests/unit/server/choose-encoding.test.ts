import { expect, it } from 'vitest'
import { chooseEncoding } from '../../../server/http/choose-encoding.ts'

it.each([
	[undefined, 'identity'],
	['', 'identity'],
	['gzip, deflate, br, zstd', 'br'],
	['gzip', 'gzip'],
	['br;q=0, gzip;q=0.5', 'gzip'],
	['gzip;q=0', 'identity'],
	['*', 'br'],
	['*;q=0', 'identity'],
	['br;q=0.000, *', 'gzip'],
	['BR', 'br']
])('chooseEncoding() reads %j as %s', (header, encoding) => {
	expect(chooseEncoding(header)).toBe(encoding)
})
