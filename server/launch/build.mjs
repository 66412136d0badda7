/** Builds the page when what it is made from has changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runToEnd } from './child.mjs'

const INPUTS = [
	'src',
	'static',
	'package.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json'
]
/** The adapter empties `build/` before it writes, so an interrupted build leaves no stamp. */
const STAMP = join('build', '.inputs')

/**
 * One hash over the names and contents of everything the build reads.
 *
 * @param {string} root
 */
export function hashOfInputs(root) {
	const hash = createHash('sha256')
	for (const file of INPUTS.flatMap((input) => filesOf(join(root, input))).sort()) {
		hash
			.update(`${relative(root, file).replaceAll('\\', '/')}\0`)
			.update(readFileSync(file))
			.update('\0')
	}
	return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
	if (!existsSync(path)) return []
	if (statSync(path).isFile()) return [path]
	return readdirSync(path, { withFileTypes: true }).flatMap((entry) => filesOf(join(path, entry.name)))
}

/** @param {string} root */
export function isBuilt(root) {
	const stamp = join(root, STAMP)
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfInputs(root)
}

/**
 * @param {string} root
 * @param {string} node the Node that runs the build
 * @param {{ quiet?: boolean }} [options] quiet: the output is shown only when the build fails
 * @returns {Promise<{ ok: true, built: boolean } | { ok: false, message: string }>}
 */
export async function ensureBuilt(root, node, { quiet = false } = {}) {
	if (isBuilt(root)) return { ok: true, built: false }
	const inputs = hashOfInputs(root)
	if (!quiet) console.log('Building the page (about half a minute) …')
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
	const { code, output } = await runToEnd(node, [vite, 'build', '--logLevel', 'warn'], {
		cwd: root,
		quiet: true
	})
	if (code !== 0) return { ok: false, message: `${output}\nThe page could not be built: see above.` }
	writeFileSync(join(root, STAMP), inputs)
	return { ok: true, built: true }
}
