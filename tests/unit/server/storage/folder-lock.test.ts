import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { lockFolder, lockForRestore } from '../../../../server/storage/folder-lock.ts'
import { freshFolder } from './folder.ts'

/** Another process that holds the lock until it is killed. */
async function holder(folder: string): Promise<ChildProcess> {
	const module = new URL('../../../../server/storage/folder-lock.ts', import.meta.url).href
	const script = `
		const { lockFolder } = await import(${JSON.stringify(module)})
		const lock = lockFolder(${JSON.stringify(folder)})
		console.log(lock.ok)
		setInterval(() => lock.ok, 1000)
	`
	const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
		stdio: ['ignore', 'pipe', 'inherit']
	})
	onTestFinished(() => void child.kill('SIGKILL'))
	const [said] = (await once(child.stdout, 'data')) as [Buffer]
	expect(String(said).trim()).toBe('true')
	return child
}

it('is held once, and free again after its release', () => {
	const folder = join(freshFolder(), 'new')
	const first = lockFolder(folder)
	expect(first.ok).toBe(true)
	expect(lockFolder(folder)).toMatchObject({ ok: false, why: 'in-use' })
	expect(lockForRestore(folder)).toMatchObject({ ok: false, why: 'in-use' })
	if (first.ok) first.value.release()
	const second = lockForRestore(folder)
	expect(second.ok).toBe(true)
	if (second.ok) second.value.release()
})

it('names the process that holds it, and goes with that process, however it ends', async () => {
	const folder = freshFolder()
	const child = await holder(folder)
	const refused = lockFolder(folder)
	expect(refused).toMatchObject({ ok: false, why: 'in-use' })
	expect(!refused.ok && refused.message).toContain(`process ${child.pid}`)
	const gone = once(child, 'exit')
	child.kill('SIGKILL')
	await gone
	const lock = lockFolder(folder)
	expect(lock.ok).toBe(true)
	if (lock.ok) lock.value.release()
})

it('a server does not start on the half of a restore; a restore does', () => {
	const folder = freshFolder()
	mkdirSync(join(folder, 'restoring'))
	expect(lockFolder(folder)).toMatchObject({ ok: false, why: 'half-restored' })
	const lock = lockForRestore(folder)
	expect(lock.ok).toBe(true)
	if (lock.ok) lock.value.release()
})
