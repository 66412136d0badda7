/** The JavaScript a person downloads: before the first paint and in all, compressed, by part. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from '../figure.ts'

interface Chunk {
	readonly file: string
	readonly name?: string
	readonly src?: string
	readonly imports?: readonly string[]
	readonly dynamicImports?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

/** The largest are named, the rest is one line. */
const NAMED = 12

export function weightFigures(root: string): readonly Figure[] {
	const client = join(root, 'build')
	const manifest = JSON.parse(
		readFileSync(join(root, '.svelte-kit/output/client/.vite/manifest.json'), 'utf8')
	) as Manifest
	const sizes = sizesIn(client)
	const first = firstFiles(manifest)
	const sum = (files: Iterable<string>) =>
		[...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0)
	const label = namer(manifest)
	const parts = [...sizes].sort((a, b) => b[1] - a[1])
	const line = (name: string, bytes: number): Figure => ({ label: name, value: bytes / 1000, unit: 'kB' })
	return [
		line(`before the first paint (${first.size} files)`, sum(first)),
		line(`in all (${sizes.size} files)`, sum(sizes.keys())),
		...parts
			.slice(0, NAMED)
			.map(([file, bytes]) => line(`  ${first.has(file) ? '•' : ' '} ${label(file)}`, bytes)),
		line(
			`    ${Math.max(0, parts.length - NAMED)} smaller ones`,
			sum(parts.slice(NAMED).map(([file]) => file))
		)
	]
}

/** Gzip bytes by path from `build/`. The service worker is not the page's. */
function sizesIn(client: string): ReadonlyMap<string, number> {
	const files = readdirSync(client, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => file.endsWith('.js') && file.startsWith('_app/'))
	return new Map(files.map((file) => [file, gzipSync(readFileSync(join(client, file))).length]))
}

/** SvelteKit's start, the layout and the page of the SPA, with all they import at once. */
function firstFiles(manifest: Manifest): ReadonlySet<string> {
	const entries = Object.keys(manifest).filter((key) =>
		/(client\/entry|\/entry\.js|client-optimized\/(app|nodes\/[02])\.js|runtime\/client)/.test(key)
	)
	const seen = new Set<string>()
	const visit = (key: string) => {
		const chunk = manifest[key]
		if (!chunk || seen.has(key)) return
		seen.add(key)
		chunk.imports?.forEach(visit)
	}
	entries.forEach(visit)
	return new Set([...seen].map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js')))
}

/** A chunk is called by the source it is made for, else by those that ask for it. */
function namer(manifest: Manifest): (file: string) => string {
	const names = new Map<string, string>()
	for (const chunk of Object.values(manifest)) {
		const name = chunk.src?.replace(/^src\//, '').replace(/^node_modules\//, '') ?? chunk.name
		if (name) names.set(chunk.file, name)
	}
	return (file) => `${names.get(file) ?? file.split('/').at(-1) ?? file}`
}
