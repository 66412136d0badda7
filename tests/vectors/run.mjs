/**
 * `npm run vectors`: conformance on test data of others, which stay where they are: `VECTORS_DIR` names the folder. Ends
 * with 0 when every set is as it should be, 1 when not, 2 when there is nothing to run. Starts on any Node from 20 on.
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findNode } from '../../server/launch/node-binary.mjs'

const PINNED_MAJOR = 26

process.exitCode = await run(process.env['VECTORS_DIR'])

/** @param {string | undefined} folder */
async function run(folder) {
	if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
		const found = folder === undefined ? 'VECTORS_DIR is not set' : `VECTORS_DIR names no folder: ${folder}`
		console.error(
			`${found}. Set it to a folder with vector sets (*.json) and calendar files (*.ics), for instance:`
		)
		console.error('  VECTORS_DIR=../shared/vectors npm run vectors')
		return 2
	}
	if (Number(process.versions.node.split('.')[0]) < PINNED_MAJOR) return runOnPinnedNode()
	const { runAll } = await import('./all-sets.ts')
	return (await runAll(folder, (line) => console.log(line))) ? 0 : 1
}

function runOnPinnedNode() {
	const node = findNode(fileURLToPath(new URL('../..', import.meta.url)))
	// The same Node again would lead here for ever.
	if (!node.ok || node.path === process.execPath) {
		console.error(node.ok ? `The vectors need Node ${PINNED_MAJOR}; run npm install first` : node.message)
		return 2
	}
	return spawnSync(node.path, [fileURLToPath(import.meta.url)], { stdio: 'inherit' }).status ?? 1
}
