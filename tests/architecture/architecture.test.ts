import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
	highestLineCount,
	isBarrel,
	isWellNamed,
	MEMOS,
	REFUSED_NAMES,
	REFUSED_WORDS,
	stemsOf,
	TABLES,
	TOP_LEVEL,
	TOP_LEVEL_IGNORED
} from './house-rules.ts'
import { importRefusal } from './import-table.ts'
import { impuritiesOf, moduleStateOf } from './purity.ts'
import { cyclesOf, importsOf, isCode, projectFiles, readSource, ROOT } from './source.ts'

const files = projectFiles()
const sources = files.filter(isCode).map(readSource)
const ours = sources.filter(({ path }) => !path.startsWith('tests/'))
const imports = new Map(sources.map((source) => [source.path, importsOf(source)]))

describe('imports', () => {
	it('follow the table', () => {
		const refused = ours.flatMap(({ path }) =>
			imports.get(path)!.flatMap(({ specifier, file }) => importRefusal(path, file ?? specifier, !file) ?? [])
		)
		expect(refused).toEqual([])
	})

	it('lead to files that exist, by their whole name', () => {
		const lost = sources.flatMap(({ path }) =>
			imports
				.get(path)!
				.filter(({ file }) => file && !file.endsWith('/$types') && !existsSync(join(ROOT, file)))
				.map(({ specifier }) => `${path}: ${specifier}`)
		)
		expect(lost).toEqual([])
	})

	it('make no circle', () => {
		const graph = new Map(
			[...imports].map(([path, targets]) => [path, targets.flatMap(({ file }) => file ?? [])])
		)
		expect(cyclesOf(graph)).toEqual([])
	})
})

describe('core', () => {
	it('has no clock, no dice, no machine zone and no default locale', () => {
		const core = sources.filter(({ path }) => path.startsWith('src/lib/core/'))
		expect(core.flatMap(({ path, text }) => impuritiesOf(path, text))).toEqual([])
	})
})

describe('modules', () => {
	it('hold no state of their own', () => {
		const modules = ours.filter(({ path }) => /\.(ts|mjs)$/.test(path))
		const state = modules.flatMap(({ path, text }) => moduleStateOf(path, text))
		expect(state.sort()).toEqual(Object.keys(MEMOS).sort())
	})

	it('leave the environment to server/config.ts', () => {
		const readers = ours.filter(
			({ path, text }) => /process\.env/.test(text) && !path.startsWith('server/launch/')
		)
		expect(readers.map(({ path }) => path)).toEqual(['server/config.ts'])
	})
})

describe('files', () => {
	it('stay within their size', () => {
		const long = sources.flatMap(({ path, text }) => {
			const lines = text.split('\n').length - 1
			return lines > highestLineCount(path) ? [`${path}: ${lines} lines`] : []
		})
		expect(long).toEqual([])
	})

	it('are exempt from their size only while they exist', () => {
		expect(Object.keys(TABLES).filter((path) => !files.includes(path))).toEqual([])
	})

	it('carry the name of their subject', () => {
		expect(files.filter((path) => stemsOf(path).some((stem) => REFUSED_NAMES.includes(stem)))).toEqual([])
		expect(files.filter((path) => !isWellNamed(path))).toEqual([])
		expect(files.filter(isBarrel)).toEqual([])
	})

	it('hide nothing', () => {
		const found = sources.flatMap(({ path, text }) =>
			REFUSED_WORDS.flatMap(([word, what]) =>
				word.test(text) ? [`${path}: ${what} (${word.exec(text)![0]})`] : []
			)
		)
		expect(found).toEqual([])
	})

	it('lie where the design puts them', () => {
		const known = [...TOP_LEVEL, ...TOP_LEVEL_IGNORED]
		const strangers = readdirSync(ROOT).filter((name) => !known.includes(name) && !name.endsWith('.log'))
		expect(strangers).toEqual([])
	})
})
