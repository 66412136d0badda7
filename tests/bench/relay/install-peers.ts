/** The servers that ours is measured against, for the bench only: their own lockfile, their own packages. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { runToEnd } from '../../../server/launch/child.mjs'
import { isInstalled } from '../../../server/launch/install.mjs'

const FOLDER = fileURLToPath(new URL('./peers', import.meta.url))
/** Yjs 14 is another format: what the peers then do is no comparison. */
const YJS = '13.6.'

/** The versions of the peers, in words. */
export async function ensurePeers(): Promise<Result<string, 'not-installed'>> {
	if (!isInstalled(FOLDER)) {
		console.log('Installing the servers to compare with (only this once) …')
		const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund']
		const { code } = await runToEnd('npm', args, { cwd: FOLDER })
		if (code !== 0 || !isInstalled(FOLDER))
			return refuse('not-installed', `The peers could not be installed: npm ci ended with code ${code}`)
	}
	const yjs = versionOf('yjs')
	if (!yjs.startsWith(YJS)) return refuse('not-installed', `The peers run on Yjs ${yjs}, not on ${YJS}x`)
	const named = ['@y/websocket-server', '@hocuspocus/server'].map((name) => `${name} ${versionOf(name)}`)
	return ok(`${named.join(', ')}, Yjs ${yjs}`)
}

function versionOf(name: string): string {
	const file = join(FOLDER, 'node_modules', name, 'package.json')
	return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
}
