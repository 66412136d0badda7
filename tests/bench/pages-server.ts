/** Builds the bench pages as the product is built, and serves them on loopback. */
import { build, preview } from 'vite'
import { fileURLToPath } from 'node:url'

const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url))

export interface ServedPages {
	readonly address: string
	readonly close: () => Promise<void>
}

export async function buildPages(): Promise<void> {
	await build({ configFile, logLevel: 'error' })
}

export async function servePages(): Promise<ServedPages> {
	const server = await preview({ configFile, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } })
	const address = server.resolvedUrls?.local[0]
	if (!address) throw new Error('The bench pages have no address')
	return { address, close: () => server.close() }
}
