/** The rules themselves: each finds what it is there to find. */
import { describe, expect, it } from 'vitest'
import { highestLineCount, isWellNamed, REFUSED_WORDS, stemsOf } from './house-rules.ts'
import { importRefusal } from './import-table.ts'
import { impuritiesOf, moduleStateOf } from './purity.ts'
import { cyclesOf, importsOf } from './source.ts'

describe('importRefusal()', () => {
	it.each([
		['src/lib/core/layout/columns.ts', 'src/lib/doc/root.ts', false],
		['src/lib/core/layout/columns.ts', 'yjs', true],
		['src/lib/core/layout/columns.ts', 'node:fs', true],
		['src/lib/doc/root.ts', 'src/lib/client/book.ts', false],
		['src/lib/views/editor/Editor.svelte', 'src/lib/doc/root.ts', false],
		['src/lib/views/editor/Editor.svelte', 'yjs', true],
		['src/lib/ui/Button.svelte', 'src/lib/core/appointment/appointment.ts', false],
		['server/http/health.ts', 'server/relay/room.ts', false],
		['server/http/health.ts', 'src/lib/client/book.ts', false],
		['server/launch/start.mjs', 'hono', true],
		['docs/page.ts', 'src/lib/core/result.ts', false]
	])('refuses %s → %s', (file, target, isPackage) => {
		expect(importRefusal(file, target, isPackage)).toContain(file)
	})

	it.each([
		['src/lib/doc/root.ts', 'src/lib/core/result.ts', false],
		['src/lib/doc/root.ts', 'yjs', true],
		['src/lib/views/editor/Editor.svelte', 'src/lib/ui/Button.svelte', false],
		['src/lib/views/editor/Editor.svelte', 'svelte/attachments', true],
		['server/http/health.ts', 'src/lib/core/result.ts', false],
		['server/app.ts', 'server/http/health.ts', false]
	])('allows %s → %s', (file, target, isPackage) => {
		expect(importRefusal(file, target, isPackage)).toBeUndefined()
	})
})

describe('importsOf()', () => {
	it('sees static, type-only and dynamic imports and re-exports', () => {
		const text = `import a from './a.ts'; import type { B } from '#lib/core/b.ts'
			export { c } from '../c.ts'; const d = () => import('yjs')`
		expect(
			importsOf({ path: 'src/lib/doc/x.ts', text }).map(({ file, specifier }) => file ?? specifier)
		).toEqual(['src/lib/doc/a.ts', 'src/lib/core/b.ts', 'src/lib/c.ts', 'yjs'])
	})

	it('sees those of a component, in its script and in its markup', () => {
		const text = `<script lang="ts">import type { A } from './a.ts'; let x: A</script>
			{#await import('./Later.svelte') then m}<m.default {x} />{/await}`
		const found = importsOf({ path: 'src/lib/ui/X.svelte', text }).map(({ file }) => file)
		expect(found).toEqual(expect.arrayContaining(['src/lib/ui/a.ts', 'src/lib/ui/Later.svelte']))
	})
})

describe('cyclesOf()', () => {
	it('finds knots and nothing else', () => {
		const graph = { a: ['b'], b: ['c'], c: ['a', 'd'], d: ['e'], e: [], f: ['f'] }
		const knots = cyclesOf(new Map(Object.entries(graph))).map((knot) => knot.sort().join(''))
		expect(knots.sort()).toEqual(['abc', 'f'])
	})
})

describe('impuritiesOf()', () => {
	it.each([
		'Date.now()',
		'new Date()',
		'new Date(2026, 1, 1)',
		'Date()',
		'Math.random()',
		'const { random } = Math; Math.random',
		'Temporal.Now.instant()',
		'crypto.randomUUID()',
		'new Intl.DateTimeFormat()',
		'new Intl.NumberFormat(undefined)',
		"new Intl.DateTimeFormat('en')",
		"'a'.localeCompare('b')",
		'date.toLocaleString()',
		'date.getHours()',
		'setTimeout(f, 1)',
		'console.log(1)'
	])('finds %s', (text) => expect(impuritiesOf('x.ts', text)).not.toEqual([]))

	it.each([
		'new Date(ms).getUTCHours()',
		'Date.UTC(2026, 1, 1)',
		"new Intl.NumberFormat('en')",
		"new Intl.DateTimeFormat('en', { timeZone: zone })",
		"a.localeCompare(b, 'en')",
		'interface Options { readonly process: string }',
		'const f = (self: number) => 1',
		'options.document.title',
		'const days = (window: Span) => window.start'
	])('lets %s pass', (text) => expect(impuritiesOf('x.ts', text)).toEqual([]))
})

describe('moduleStateOf()', () => {
	it('finds what changes, and leaves tables and locals alone', () => {
		const text = `let count = 0; const seen = new Map(); const table = new Map([[1, 2]]); const f = () => { let x = 1 }`
		expect(moduleStateOf('x.ts', text)).toEqual(['x.ts: count', 'x.ts: seen'])
	})
})

describe('names', () => {
	it('are told apart', () => {
		expect(
			['src/lib/core/time/wall.ts', 'src/routes/+page.svelte', 'src/lib/ui/IconButton.svelte'].every(
				isWellNamed
			)
		).toBe(true)
		expect(
			['src/lib/x/fooBar.ts', 'src/lib/ui/icon-button.svelte', 'src/lib/x/Foo.ts'].some(isWellNamed)
		).toBe(false)
		expect(stemsOf('src/lib/utils.svelte.ts')).toContain('utils')
		expect(highestLineCount('src/lib/ui/Button.svelte')).toBe(200)
	})

	it('of one machine and sleeping tests are found', () => {
		const refused = (text: string) => REFUSED_WORDS.some(([word]) => word.test(text))
		expect(refused(['const path = "/ho', 'me/anna/x"'].join(''))).toBe(true)
		expect(refused(['it.sk', "ip('x')"].join(''))).toBe(true)
		expect(refused('https://example.org/homework/x')).toBe(false)
	})
})
