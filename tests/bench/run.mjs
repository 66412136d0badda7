/**
 * `npm run bench` and `npm run bench:relay`: the figures of the README, each beside its peer in the same run. Starts on any
 * Node from 20 on and goes on with the pinned one; the first word names the program, the others its sections. A miss is
 * printed, never a failure: machines differ, ratios tell.
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
const [program = 'bench.ts', ...sections] = process.argv.slice(2)
const bench = fileURLToPath(new URL(program, import.meta.url))
const { status } = spawnSync(node.path, [bench, ...sections], { cwd: root, stdio: 'inherit' })
process.exit(status ?? 1)
