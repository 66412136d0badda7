/** A folder of its own for each test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { LogEntry } from '../../../../server/storage/room-log.ts'

export function freshFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'daybook-storage-'))
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
	return folder
}

export const entry = (room: string, position: number, update: Uint8Array): LogEntry => ({
	room,
	position,
	update,
	member: 'anna',
	device: 'd',
	at: 1_795_000_000_000 + position
})
