import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSecret } from '../../../server/accounts/secret-file.ts'

let folder: string
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'daybook-secret-'))
})
afterEach(() => rm(folder, { recursive: true }))

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

describe('readSecret()', () => {
	it('draws one once, keeps it for this user alone, and leaves nothing else', async () => {
		const dataDir = join(folder, 'data')
		const first = readSecret(dataDir, undefined)
		if (!first.ok) throw new Error(first.message)
		expect(first.value.length).toBeGreaterThanOrEqual(43)
		expect(readSecret(dataDir, undefined)).toEqual(first)
		expect(await readdir(dataDir)).toEqual(['auth-secret'])
		expect(await modeOf(join(dataDir, 'auth-secret'))).toBe('600')
		expect(await modeOf(dataDir)).toBe('700')
		expect(readSecret(join(folder, 'other'), undefined)).not.toEqual(first)
	})

	it('takes the one of the settings, and keeps none', async () => {
		expect(readSecret(folder, 'given')).toEqual({ ok: true, value: 'given' })
		expect(await readdir(folder)).toEqual([])
	})

	it('closes a file that others could read', async () => {
		const path = join(folder, 'auth-secret')
		await writeFile(path, 'x'.repeat(40))
		await chmod(path, 0o644)
		expect(readSecret(folder, undefined).ok).toBe(true)
		expect(await modeOf(path)).toBe('600')
	})

	it('does not start with half a secret', async () => {
		await writeFile(join(folder, 'auth-secret'), 'x')
		expect(readSecret(folder, undefined)).toMatchObject({ ok: false, why: 'bad-secret' })
	})
})
