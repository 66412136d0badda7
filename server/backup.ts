/** `npm run backup [folder]`: everything in DATA_DIR into a new folder. The server may run meanwhile. */
import { join, resolve } from 'node:path'
import { readConfig } from './config.ts'
import { backUp } from './storage/back-up.ts'
import { stampOf } from './storage/restore.ts'

process.exitCode = await main(process.argv.slice(2))

async function main([folder, ...others]: readonly string[]): Promise<number> {
	const config = readConfig()
	if (!config.ok) return refused(config.message)
	if (others.length > 0) return refused('Name one folder: npm run backup <folder>')
	const { dataDir } = config.value
	const now = new Date()
	const into = folder ? resolve(folder) : join(dataDir, 'backups', stampOf(now))
	const saved = await backUp(dataDir, into, now)
	if (!saved.ok) return refused(saved.message)
	console.log(`Backed up into ${saved.value.folder}`)
	for (const { name, bytes } of saved.value.files) console.log(`  ${name.padEnd(14)} ${sizeOf(bytes)}`)
	console.log('Whoever can read it can read the book: keep it as safe as the server, and on another disk.')
	return 0
}

function refused(message: string): number {
	console.error(message)
	return 1
}

function sizeOf(bytes: number): string {
	return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
