/** Names, sizes and places that are refused (style §3, §4.4), with the exceptions and their reasons. */

export const TOP_LEVEL: readonly string[] = [
	'.ci',
	'.gitignore',
	'LICENSE',
	'README.md',
	'eslint.config.js',
	'package-lock.json',
	'package.json',
	'server',
	'src',
	'static',
	'svelte.config.js',
	'tests',
	'tsconfig.json',
	'vite.config.ts'
]
/** Made by tools, ignored by git. */
export const TOP_LEVEL_IGNORED: readonly string[] = ['.git', '.svelte-kit', 'build', 'data', 'node_modules']

export const REFUSED_NAMES: readonly string[] = [
	'utils',
	'util',
	'helpers',
	'helper',
	'common',
	'misc',
	'shared',
	'types',
	'data',
	'manager',
	'service',
	'handler'
]

const CODE_LINES = 400
const TEST_LINES = 500
const COMPONENT_LINES = 200
/** Tables of values: nothing in them can be split by subject. */
export const TABLES: Readonly<Record<string, string>> = {
	'src/lib/core/ical/colour-names.ts': 'the 148 colour names of CSS'
}

/** Memos: the answer is the same with and without them, in every instance. */
export const MEMOS: Readonly<Record<string, string>> = {
	'src/lib/core/time/zone.ts: canonicalNames': 'asking Intl for a zone costs 50 times the answer',
	'src/lib/core/time/zone.ts: tables': 'offsets of a zone do not change while the program runs'
}

export function highestLineCount(path: string): number {
	if (path in TABLES) return Infinity
	if (path.endsWith('.svelte')) return COMPONENT_LINES
	return path.startsWith('tests/') ? TEST_LINES : CODE_LINES
}

/** Stems as they are refused: the folder or the file's name before its first dot. */
export const stemsOf = (path: string): string[] =>
	path.split('/').map((part) => part.replace(/(?<=.)\..*$/, ''))

/** A barrel. A folder may be called so: the index of the book is a thing. */
export const isBarrel = (path: string): boolean => /(^|\/)index\.(ts|js|mjs)$/.test(path)

const KIT_FILE = /^\+(page|layout|error)(\.svelte|\.ts)$/
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|mjs|js|css|html|json|d\.ts|ics)$/
const PASCAL = /^([A-Z][a-z0-9]*)+\.svelte$/

export function isWellNamed(path: string): boolean {
	const name = path.slice(path.lastIndexOf('/') + 1)
	if (!/\.[a-z]+$/.test(name) || name === 'README.md') return true
	return KIT_FILE.test(name) || (name.endsWith('.svelte') ? PASCAL : KEBAB).test(name)
}

/** Written in two halves, so that this file does not find itself. */
const part = (...halves: readonly string[]) => halves.join('')
export const REFUSED_WORDS: readonly (readonly [RegExp, string])[] = [
	[new RegExp(part('\\b(it|test|describe)\\.(sk', 'ip|on', 'ly|to', 'do|fix', 'me)\\b')), 'a test asleep'],
	[new RegExp(part('waitFor', 'Timeout')), 'a sleep in a test'],
	[new RegExp(part('@ts-', '(ignore|nocheck|expect-error)')), 'a type error hidden'],
	[new RegExp(part('eslint-', 'disable|prettier-', 'ignore')), 'a rule switched off'],
	[new RegExp(part('(?<![\\w.])/(home|Users|ro', 'ot|wo', 'rk|t', 'mp)/')), 'a path of one machine'],
	[new RegExp(part('registry\\.', 'npmjs|\\$', 'lib/')), 'a registry host, or the old alias']
]
