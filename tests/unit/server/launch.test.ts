import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashOfInputs, isBuilt } from '../../../server/launch/build.mjs'
import { runToEnd } from '../../../server/launch/child.mjs'
import { installFailure, isInstalled } from '../../../server/launch/install.mjs'
import { findNode } from '../../../server/launch/node-binary.mjs'

let root: string
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'daybook-launch-'))
	await mkdir(join(root, 'node_modules'))
})
afterEach(() => rm(root, { recursive: true }))

const lockfile = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages })
const lay = (name: string, text: string) => writeFile(join(root, name), text)

describe('isInstalled()', () => {
	const wanted = {
		'': { version: '1.0.0' },
		'node_modules/a': { version: '1.0.0' },
		'node_modules/b-mac': { version: '1.0.0', optional: true }
	}
	beforeEach(() => lay('package-lock.json', lockfile(wanted)))

	it('is false before the first install', () => expect(isInstalled(root)).toBe(false))

	it('is true when every package lies there; those of other platforms may be missing', async () => {
		await lay('node_modules/.package-lock.json', lockfile({ 'node_modules/a': { version: '1.0.0' } }))
		expect(isInstalled(root)).toBe(true)
	})

	it.each([
		['another version', { 'node_modules/a': { version: '0.9.0' } }],
		['a package less', {}],
		[
			'another optional version',
			{ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-mac': { version: '2' } }
		]
	])('is false with %s', async (_, packages) => {
		await lay('node_modules/.package-lock.json', lockfile(packages))
		expect(isInstalled(root)).toBe(false)
	})

	it('is false when an install was cut off in the middle of a file', async () => {
		await lay('node_modules/.package-lock.json', '{"packages": {')
		expect(isInstalled(root)).toBe(false)
	})
})

describe('installFailure()', () => {
	it.each([
		['npm error code ENOTFOUND', 'registry could not be reached'],
		['npm error code EACCES', 'cannot be written to'],
		['npm error code ENOSPC', 'disk is full'],
		['npm error code EUSAGE', 'do not agree'],
		['npm error code EWHATEVER', 'ended with code 1']
	])('explains %j', (output, words) => expect(installFailure(1, output)).toContain(words))

	it('says where npm comes from when there is none', () =>
		expect(installFailure(127, '')).toContain('nodejs.org'))
})

describe('findNode()', () => {
	it('prefers the pinned Node', async () => {
		await mkdir(join(root, 'node_modules', '.bin'))
		await lay('node_modules/.bin/node', '')
		expect(findNode(root, '20.0.0')).toEqual({ ok: true, path: join(root, 'node_modules', '.bin', 'node') })
	})

	it('takes the running one from 24 on, and says what would do before', () => {
		expect(findNode(root, '24.1.0')).toEqual({ ok: true, path: process.execPath })
		const refused = findNode(root, '20.19.0')
		expect(!refused.ok && refused.message).toContain('Install Node 24')
	})
})

describe('isBuilt()', () => {
	beforeEach(async () => {
		await mkdir(join(root, 'src'))
		await mkdir(join(root, 'build'))
		await lay('src/page.ts', 'export {}')
		await lay('build/.inputs', hashOfInputs(root))
	})

	it('is true until an input changes, appears or goes', async () => {
		expect(isBuilt(root)).toBe(true)
		await lay('src/other.ts', '')
		expect(isBuilt(root)).toBe(false)
		await rm(join(root, 'src/other.ts'))
		expect(isBuilt(root)).toBe(true)
		await lay('src/page.ts', 'export {} ')
		expect(isBuilt(root)).toBe(false)
	})

	it('is false when there is no build', async () => {
		await rm(join(root, 'build'), { recursive: true })
		expect(isBuilt(root)).toBe(false)
	})
})

describe('runToEnd()', () => {
	it('keeps the exit code and the words', async () => {
		const script = 'console.log("out"); console.error("err"); process.exit(3)'
		const ended = await runToEnd(process.execPath, ['-e', script], { cwd: root, quiet: true })
		expect(ended.code).toBe(3)
		expect(ended.output).toContain('out')
		expect(ended.output).toContain('err')
	})

	it('is 127 for a program that does not exist', async () => {
		expect((await runToEnd('daybook-no-such-program', [], { cwd: root, quiet: true })).code).toBe(127)
	})
})
