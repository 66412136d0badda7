import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, test } from 'vitest'

const SOURCE = resolve(import.meta.dirname, '../../../src')
const STATIC = /^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm

/** What a module needs at run time before its first line: type-only and dynamic imports do not count. */
function importsOf(file: string): readonly string[] {
	const code = readFileSync(file, 'utf8')
	return Array.from(code.matchAll(STATIC), ([statement, from = '']) =>
		/^(import|export)\s*\{(\s*type\s[^,}]+,?)*\s*\}/.test(statement) ? '' : from
	).filter((from) => from !== '')
}

/** All modules below `entry`; packages by their names. */
function graphOf(entry: string): ReadonlySet<string> {
	const seen = new Set<string>()
	const open = [entry]
	for (let file = open.pop(); file !== undefined; file = open.pop()) {
		if (seen.has(file)) continue
		seen.add(file)
		for (const from of importsOf(file)) {
			if (from.startsWith('.')) open.push(resolve(dirname(file), from))
			else if (from.startsWith('#lib/')) open.push(resolve(SOURCE, 'lib', from.slice(5)))
			else seen.add(from)
		}
	}
	return seen
}

const packagesOf = (entry: string) =>
	[...graphOf(resolve(SOURCE, entry))].filter((name) => !name.startsWith('/')).toSorted()

test('the page paints before Yjs and y-indexeddb are loaded', () => {
	const packages = packagesOf('lib/client/device.svelte.ts')
	expect(packages).not.toContain('yjs')
	expect(packages).not.toContain('y-indexeddb')
	expect(packages.filter((name) => name.startsWith('lib0'))).toEqual([])
	expect(packages).not.toContain('ical.js')
})

test('and they are where the documents are opened, so this look would see them', () => {
	expect(packagesOf('lib/client/storage/open-doc.ts')).toEqual(['y-indexeddb', 'yjs'])
	expect(graphOf(resolve(SOURCE, 'lib/client/device.svelte.ts')).size).toBeGreaterThan(30)
})
