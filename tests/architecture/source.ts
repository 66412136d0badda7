/** The files of the project and what each imports, read from their syntax trees. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'svelte/compiler'
import ts from 'typescript'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Source {
	/** From the root of the repository, with slashes. */
	readonly path: string
	readonly text: string
}

export interface Import {
	/** As it is written. */
	readonly specifier: string
	/** The file of ours it leads to; undefined for a package. */
	readonly file: string | undefined
}

const FOLDERS = ['src', 'server', 'tests', '.ci']
const OUTPUT = 'tests/.output'

/** Every file of the project's own folders, sorted. */
export function projectFiles(): string[] {
	const walk = (folder: string): string[] =>
		folder === OUTPUT || folder.endsWith('/node_modules')
			? []
			: readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
					entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]
				)
	return FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
		.flatMap(walk)
		.sort()
}

export const isCode = (path: string): boolean => /\.(ts|mjs|js|svelte)$/.test(path)

export const readSource = (path: string): Source => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })

/** Static, type-only and dynamic imports and re-exports, also those inside the markup of a component. */
export function importsOf({ path, text }: Source): Import[] {
	const specifiers = path.endsWith('.svelte')
		? specifiersOfComponent(text)
		: ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
	return specifiers.map((specifier) => ({ specifier, file: fileBehind(specifier, path) }))
}

function specifiersOfComponent(text: string): string[] {
	const found: string[] = []
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) return node.forEach(visit)
		if (typeof node !== 'object' || node === null) return
		const { type, source } = node as { type?: unknown; source?: { value?: unknown } | null }
		if (typeof type === 'string' && /^(Import|Export)/.test(type) && typeof source?.value === 'string') {
			found.push(source.value)
		}
		for (const child of Object.values(node)) visit(child)
	}
	visit(parse(text, { modern: true }))
	return found
}

function fileBehind(specifier: string, from: string): string | undefined {
	if (specifier.startsWith('#lib/')) return `src/lib/${specifier.slice('#lib/'.length)}`
	if (specifier.startsWith('.'))
		return posix.normalize(posix.join(dirname(from), specifier.replace(/\?.*$/, '')))
	return undefined
}

/** Groups of files that import each other in a circle (Tarjan 1972), each with more than one file or with itself. */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
	const number = new Map<string, number>()
	const low = new Map<string, number>()
	const stack: string[] = []
	const cycles: string[][] = []
	const connect = (node: string): number => {
		number.set(node, number.size)
		let lowest = number.get(node)!
		stack.push(node)
		for (const next of graph.get(node) ?? []) {
			if (!number.has(next)) lowest = Math.min(lowest, connect(next))
			else if (stack.includes(next)) lowest = Math.min(lowest, number.get(next)!)
		}
		low.set(node, lowest)
		if (lowest === number.get(node)) {
			const knot = stack.splice(stack.indexOf(node))
			if (knot.length > 1 || graph.get(node)?.includes(node)) cycles.push(knot)
		}
		return lowest
	}
	for (const node of graph.keys()) if (!number.has(node)) connect(node)
	return cycles
}
