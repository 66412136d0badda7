import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { loadSite } from '../../../server/http/site.ts'

const PAGE = `<!doctype html><title>Daybook</title>${'<p>Some words that compress well.</p>'.repeat(60)}`
const FILES = {
	'index.html': PAGE,
	'sw.js': 'self.skipWaiting()',
	'manifest.webmanifest': '{"name":"Daybook"}',
	'.inputs': 'a stamp',
	'_app/immutable/chunks/abc.js': 'export const a = 1\n'.repeat(200),
	'icons/pwa-192x192.png': 'not really a picture'
}
const navigate = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

let folder: string
let app: Hono

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'daybook-site-'))
	for (const [name, text] of Object.entries(FILES)) {
		await mkdir(dirname(join(folder, name)), { recursive: true })
		await writeFile(join(folder, name), text)
	}
	app = createApp({ site: await loadSite(folder) })
})
afterAll(() => rm(folder, { recursive: true }))

describe('the page', () => {
	it.each(['/', '/index.html', '/settings', '/week/2026-11-23'])(
		'answers a navigation to %s',
		async (path) => {
			const response = await app.request(path, { headers: navigate })
			expect(response.status).toBe(200)
			expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
			expect(response.headers.get('cache-control')).toBe('no-cache')
			expect(await response.text()).toBe(PAGE)
		}
	)

	it.each([
		'/_app/immutable/chunks/gone.js',
		'/_app/gone',
		'/icons/gone.png',
		'/%2e%2e/package.json',
		'/.inputs'
	])('does not answer for the missing %s', async (path) => {
		expect((await app.request(path, { headers: navigate })).status).toBe(404)
	})

	it('does not answer a script that asks for an address of the app', async () => {
		expect((await app.request('/settings', { headers: { accept: 'application/json' } })).status).toBe(404)
	})

	it('says so when it is not built', async () => {
		const bare = createApp({ site: await loadSite(join(folder, 'icons')) })
		const response = await bare.request('/', { headers: navigate })
		expect(response.status).toBe(503)
		expect(await response.text()).toContain('npm start')
	})
})

describe('caching', () => {
	it('keeps hashed files for ever and asks again for everything else', async () => {
		const cached = async (path: string) => (await app.request(path)).headers.get('cache-control')
		expect(await cached('/_app/immutable/chunks/abc.js')).toBe('public, max-age=31536000, immutable')
		expect(await cached('/sw.js')).toBe('no-cache')
		expect(await cached('/manifest.webmanifest')).toBe('no-cache')
	})

	it('answers 304 to whoever has the file already', async () => {
		const etag = (await app.request('/sw.js')).headers.get('etag') ?? ''
		const again = await app.request('/sw.js', { headers: { 'if-none-match': `"other", ${etag}` } })
		expect(again.status).toBe(304)
		expect(await again.text()).toBe('')
		expect((await app.request('/sw.js', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
	})

	it('compresses what is worth it, once for each encoding', async () => {
		const get = (encoding: string) =>
			app.request('/', { headers: { ...navigate, 'accept-encoding': encoding } })
		const brotli = await get('gzip, br')
		expect(brotli.headers.get('content-encoding')).toBe('br')
		expect(brotli.headers.get('vary')).toBe('accept-encoding')
		expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(PAGE)
		const gzipped = await get('gzip')
		expect(gunzipSync(await gzipped.arrayBuffer()).toString()).toBe(PAGE)
		const small = await app.request('/sw.js', { headers: { 'accept-encoding': 'br' } })
		expect(small.headers.get('content-encoding')).toBeNull()
	})
})

describe('every answer', () => {
	it.each(['/', '/api/health', '/gone.js'])('of %s carries the security headers', async (path) => {
		const { headers } = await app.request(path, { headers: navigate })
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
		expect(headers.get('x-content-type-options')).toBe('nosniff')
		expect(headers.get('referrer-policy')).toBe('no-referrer')
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
		expect(headers.get('permissions-policy')).toContain('camera=()')
	})
})

describe('a server that people open by https', () => {
	it('tells browsers to stay there; another one does not', async () => {
		const header = async (https: boolean) =>
			(await createApp({ site: undefined, https }).request('/')).headers.get('strict-transport-security')
		expect(await header(true)).toBe('max-age=31536000')
		expect(await header(false)).toBeNull()
	})
})

describe('/api', () => {
	it('says that it is well', async () => {
		const response = await app.request('/api/health')
		expect(await response.json()).toEqual({ ok: true })
		expect(response.headers.get('cache-control')).toBe('no-store')
	})

	it('answers an unknown address with 404, never with the page', async () => {
		expect((await app.request('/api/gone', { headers: navigate })).status).toBe(404)
	})
})
