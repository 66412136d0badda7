/**
 * `npm run test:long [seeds] [first]` and `npm run test:long retell <seed> [room] [device]`: the simulated world for as
 * long as there is time. Starts on any Node from 20 on and goes on with the pinned one.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findNode } from '../../server/launch/node-binary.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const node = findNode(root)
if (!node.ok) {
	console.error(node.message)
	process.exit(1)
}
// Ctrl+C is the other program's to answer: it says how far it got.
process.on('SIGINT', () => undefined)
const program = fileURLToPath(new URL('long.ts', import.meta.url))
const { status } = spawnSync(node.path, [program, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
process.exit(status ?? 1)
