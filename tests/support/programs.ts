/** Starts the installed tools with this Node, quietly: their output is shown where they fail. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runToEnd } from '../../server/launch/child.mjs'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Everything the tests write. */
export const OUTPUT = join(ROOT, 'tests', '.output')

const PROGRAMS = {
	prettier: 'prettier/bin/prettier.cjs',
	eslint: 'eslint/bin/eslint.js',
	'svelte-kit': '@sveltejs/kit/svelte-kit.js',
	'svelte-check': 'svelte-check/bin/svelte-check',
	tsc: 'typescript/bin/tsc',
	knip: 'knip/bin/knip.js',
	vitest: 'vitest/vitest.mjs',
	playwright: '@playwright/test/cli.js'
} as const

export type Program = keyof typeof PROGRAMS

/** `env` is laid over ours. */
export function run(program: Program, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	return runScript(join('node_modules', PROGRAMS[program]), args, env)
}

export function runScript(
	script: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {}
) {
	const quietly = { NO_COLOR: '1', FORCE_COLOR: '0', ...env }
	return runToEnd(process.execPath, [script, ...args], {
		cwd: ROOT,
		env: { ...process.env, ...quietly },
		quiet: true
	})
}

/** The path of a report in the output folder, which is made; an older report of that name is taken away. */
export function freshReport(name: string): string {
	mkdirSync(OUTPUT, { recursive: true })
	const file = join(OUTPUT, name)
	rmSync(file, { force: true })
	return file
}

/** A tool's own JSON report; undefined when it wrote none. */
export function readReport(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'))
	} catch {
		return undefined
	}
}
