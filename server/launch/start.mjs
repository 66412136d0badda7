/** `npm start`: installs what is missing, builds what is stale, runs the server. Plain JavaScript for Node 20. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { runTogether } from './child.mjs'
import { ensureInstalled } from './install.mjs'
import { findNode } from './node-binary.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
process.exitCode = await start()

async function start() {
	const installed = await ensureInstalled(root)
	if (!installed.ok) return refuse(installed.message)
	const node = findNode(root)
	if (!node.ok) return refuse(node.message)
	const built = await ensureBuilt(root, node.path)
	if (!built.ok) return refuse(built.message)
	return runTogether([{ command: node.path, args: [join('server', 'main.ts')], ipc: true }], root)
}

/** @param {string} message */
function refuse(message) {
	console.error(`\n${message}`)
	return 1
}
