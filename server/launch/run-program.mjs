/**
 * Runs a program of the server on the Node it needs, from whichever Node npm runs on. Paths are meant from where the
 * person stands: npm itself changes into the folder of the project.
 */
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTogether } from './child.mjs'
import { findNode } from './node-binary.mjs'

/**
 * @param {string} file below `server/`
 * @param {readonly string[]} args all of them paths
 * @returns {Promise<number>} its exit code
 */
export async function runProgram(file, args) {
	const root = fileURLToPath(new URL('../..', import.meta.url))
	const node = findNode(root)
	if (!node.ok) {
		console.error(node.message)
		return 1
	}
	const here = process.env['INIT_CWD'] ?? process.cwd()
	const paths = args.map((path) => (isAbsolute(path) ? path : resolve(here, path)))
	return runTogether([{ command: node.path, args: [join('server', file), ...paths] }], root)
}
