/** Installs the packages where they are missing or differ from the lockfile. Needs nothing but Node 20 and npm. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runToEnd } from './child.mjs'

const STILL_THERE_MS = 10_000

/** What npm prints, and what it means for a person. The first that fits is said. */
const REASONS = [
	{
		seen: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i,
		says: 'The package registry could not be reached. Check the network (or the proxy npm is set to), then start again.'
	},
	{
		seen: /EACCES|EPERM|EROFS/,
		says: 'The folder cannot be written to. Give this user write access to it (also to node_modules and to npm’s cache).'
	},
	{ seen: /ENOSPC/, says: 'The disk is full: the packages take about 900 MB.' },
	{
		seen: /EUSAGE/,
		says: 'package.json and package-lock.json do not agree. Take both from the same commit.'
	}
]

/**
 * Whether every package of the lockfile lies in `node_modules` in its version. npm writes `.package-lock.json` there as
 * the last step of an install, so an interrupted one is seen as well.
 *
 * @param {string} root
 */
export function isInstalled(root) {
	const lockfile = join(root, 'package-lock.json')
	const installed = join(root, 'node_modules', '.package-lock.json')
	if (!existsSync(installed) || !existsSync(lockfile)) return false
	const wanted = packagesOf(lockfile)
	const found = packagesOf(installed)
	return Object.entries(wanted).every(
		([path, { version, optional, link }]) =>
			path === '' || link || found[path]?.version === version || (optional && !found[path])
	)
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>}
 */
function packagesOf(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
	} catch {
		return {}
	}
}

/**
 * @param {string} root
 * @returns {Promise<{ ok: true } | { ok: false, message: string }>}
 */
export async function ensureInstalled(root) {
	if (isInstalled(root)) return { ok: true }
	console.log('Installing packages (about 900 MB, one to two minutes, only this once) …')
	const begun = Date.now()
	const sign = setInterval(
		() => console.log(`  still installing, ${Math.round((Date.now() - begun) / 1000)} s`),
		STILL_THERE_MS
	)
	const { code, output } = await npm(root)
	clearInterval(sign)
	if (code === 0 && isInstalled(root)) {
		console.log(`Packages installed in ${Math.round((Date.now() - begun) / 1000)} s.`)
		return { ok: true }
	}
	return { ok: false, message: installFailure(code, output) }
}

/** Under `npm start` the same npm, else the one on the path. @param {string} root */
function npm(root) {
	const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund']
	const path = process.env['npm_execpath']
	return path?.endsWith('.js')
		? runToEnd(process.execPath, [path, ...args], { cwd: root, tee: true })
		: runToEnd('npm', args, { cwd: root, tee: true })
}

/**
 * @param {number} code
 * @param {string} output what npm printed to standard error
 */
export function installFailure(code, output) {
	if (code === 127)
		return 'npm was not found. It comes with Node: install Node 20 or newer from https://nodejs.org.'
	const reason = REASONS.find(({ seen }) => seen.test(output))
	return `The packages could not be installed. ${reason?.says ?? `npm ci ended with code ${code}; its own words stand above.`}`
}
