/**
 * `npm test`: everything. `npm test -- unit e2e` runs only these stages; `support/stages.ts` names them. Runs on any
 * Node from 20 on, also before the packages are there.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTogether } from '../server/launch/child.mjs'
import { ensureInstalled } from '../server/launch/install.mjs'
import { findNode } from '../server/launch/node-binary.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.exitCode = await run(process.argv.slice(2))

/** @param {readonly string[]} stages */
async function run(stages) {
	const installed = await ensureInstalled(root)
	const node = findNode(root)
	if (installed.ok && node.ok) {
		const script = join(root, 'tests', 'support', 'run-stages.ts')
		return runTogether([{ command: node.path, args: [script, ...stages] }], root)
	}
	if (!installed.ok) console.error(installed.message)
	else if (!node.ok) console.error(node.message)
	console.log('0 passed, 1 failed')
	return 1
}
