import { describe, expect, it } from 'vitest'
import { readConfig, type Environment } from '../../../server/config.ts'

const PUBLIC = { PUBLIC_URL: 'https://book.example.org' }
const complaintsOf = (env: Environment) => {
	const config = readConfig(env)
	return config.ok ? '' : config.message
}

describe('readConfig()', () => {
	it('listens on loopback at 3000 and offers passwords and passkeys when nothing is set', () => {
		expect(readConfig({})).toMatchObject({
			ok: true,
			value: { host: '127.0.0.1', port: 3000, trustedProxies: 0 }
		})
		const config = readConfig({})
		if (!config.ok) throw new Error(config.message)
		for (const name of ['publicUrl', 'authSecret', 'google', 'microsoft', 'mail'] as const)
			expect(config.value[name]).toBeUndefined()
	})

	it('takes empty values as absent', () => {
		const empty = Object.fromEntries(
			[
				'PORT',
				'HOST',
				'DATA_DIR',
				'PUBLIC_URL',
				'AUTH_SECRET',
				'TRUST_PROXY',
				'GOOGLE_CLIENT_ID',
				'SMTP_URL'
			].map((name) => [name, ''])
		)
		expect(readConfig(empty)).toEqual(readConfig({}))
	})

	it('takes everything there is', () => {
		const config = readConfig({
			PORT: '8080',
			HOST: '0.0.0.0',
			BUILD_DIR: '/srv/page',
			DATA_DIR: '/srv/data',
			PUBLIC_URL: 'https://Book.example.org:443/',
			AUTH_SECRET: 'x'.repeat(32),
			TRUST_PROXY: '1',
			GOOGLE_CLIENT_ID: 'g',
			GOOGLE_CLIENT_SECRET: 'gs',
			MICROSOFT_CLIENT_ID: 'm',
			MICROSOFT_CLIENT_SECRET: 'ms',
			SMTP_URL: 'smtps://me:secret@mail.example.org',
			MAIL_FROM: 'Daybook <book@example.org>'
		})
		expect(config).toEqual({
			ok: true,
			value: {
				host: '0.0.0.0',
				port: 8080,
				buildDir: '/srv/page',
				dataDir: '/srv/data',
				publicUrl: 'https://book.example.org',
				authSecret: 'x'.repeat(32),
				trustedProxies: 1,
				google: { clientId: 'g', clientSecret: 'gs' },
				microsoft: { clientId: 'm', clientSecret: 'ms', tenant: 'common' },
				mail: { url: 'smtps://me:secret@mail.example.org', from: 'Daybook <book@example.org>' }
			}
		})
	})

	it('names every bad value in one message', () => {
		const message = complaintsOf({
			PORT: '70000',
			HOST: 'my host',
			PUBLIC_URL: 'book.example.org',
			TRUST_PROXY: 'yes',
			MICROSOFT_TENANT: 'a b',
			MAIL_FROM: 'nobody'
		})
		for (const words of [
			'PORT is "70000"',
			'HOST is "my host"',
			'PUBLIC_URL is "book.example.org"',
			'TRUST_PROXY is "yes"',
			'MICROSOFT_TENANT is "a b"',
			'MAIL_FROM is "nobody"'
		])
			expect(message).toContain(words)
	})

	it('never says a secret', () => {
		const message = complaintsOf({
			AUTH_SECRET: 'hunter2',
			GOOGLE_CLIENT_SECRET: 'hunter 2',
			SMTP_URL: 'mail://me:hunter2@mail.example.org'
		})
		expect(message).toContain('AUTH_SECRET cannot be taken')
		expect(message).toContain('SMTP_URL cannot be taken')
		expect(message).not.toMatch(/hunter/)
	})

	it.each(['-1', '3000.5', '0x50', '3000 ', 'http'])('refuses %j as a port', (text) => {
		expect(readConfig({ PORT: text }).ok).toBe(false)
	})

	it.each([
		'https://book.example.org/app',
		'https://me@book.example.org',
		'ftp://book.example.org',
		'https://book.example.org/?x',
		'//book'
	])('refuses %j as the public address', (text) =>
		expect(complaintsOf({ PUBLIC_URL: text })).toContain('PUBLIC_URL')
	)

	it.each([
		[{ ...PUBLIC, GOOGLE_CLIENT_ID: 'g' }, 'GOOGLE_CLIENT_SECRET is missing'],
		[{ ...PUBLIC, MICROSOFT_CLIENT_SECRET: 'm' }, 'MICROSOFT_CLIENT_ID is missing'],
		[{ GOOGLE_CLIENT_ID: 'g', GOOGLE_CLIENT_SECRET: 's' }, 'PUBLIC_URL is missing beside GOOGLE_CLIENT_ID'],
		[{ ...PUBLIC, SMTP_URL: 'smtp://mail' }, 'MAIL_FROM is missing'],
		[{ SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@b.c' }, 'PUBLIC_URL is missing beside SMTP_URL']
	])('says what is missing beside %j', (env, words) => expect(complaintsOf(env)).toContain(words))
})
