import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'

describe('readConfig()', () => {
	it('listens on loopback at 3000 when nothing is set', () => {
		expect(readConfig({})).toMatchObject({ ok: true, value: { host: '127.0.0.1', port: 3000 } })
	})

	it('takes empty values as absent', () => {
		expect(readConfig({ PORT: '', HOST: '' })).toEqual(readConfig({}))
	})

	it('takes a port, a host and a folder', () => {
		expect(readConfig({ PORT: '8080', HOST: '0.0.0.0', BUILD_DIR: '/srv/page' })).toEqual({
			ok: true,
			value: { host: '0.0.0.0', port: 8080, buildDir: '/srv/page' }
		})
	})

	it('names every bad value in one message', () => {
		const config = readConfig({ PORT: '70000', HOST: 'my host' })
		expect(config.ok).toBe(false)
		expect(!config.ok && config.message).toContain('PORT is "70000"')
		expect(!config.ok && config.message).toContain('HOST is "my host"')
	})

	it.each(['-1', '3000.5', '0x50', '3000 ', 'http'])('refuses %j as a port', (text) => {
		expect(readConfig({ PORT: text }).ok).toBe(false)
	})
})
