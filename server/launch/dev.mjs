/** `npm run dev`: Vite with hot reload on http://127.0.0.1:5173 and the server, restarted on each change. Both end together. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTogether } from './child.mjs'
import { ensureInstalled } from './install.mjs'
import { findNode } from './node-binary.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
process.exitCode = await develop()

async function develop() {
	const installed = await ensureInstalled(root)
	const node = findNode(root)
	if (!installed.ok || !node.ok) {
		console.error(`\n${installed.ok ? (node.ok ? '' : node.message) : installed.message}`)
		return 1
	}
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
	return runTogether(
		[
			{ command: node.path, args: ['--watch', '--watch-preserve-output', join('server', 'main.ts')] },
			{ command: node.path, args: [vite] }
		],
		root
	)
}
