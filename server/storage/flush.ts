/** Makes sure that something lies on the disk and not only in memory. */
import { closeSync, fsyncSync, openSync } from 'node:fs'

export function flushFile(path: string): void {
	const descriptor = openSync(path, 'r+')
	fsyncSync(descriptor)
	closeSync(descriptor)
}

/** The names in a folder: a file that was flushed may otherwise be gone with its name. Windows has no such call. */
export function flushFolder(path: string): void {
	if (process.platform === 'win32') return
	const descriptor = openSync(path, 'r')
	fsyncSync(descriptor)
	closeSync(descriptor)
}
