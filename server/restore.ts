/** `npm run restore <folder>`: a backup in the place of what lies in DATA_DIR. The server must not run. */
import { resolve } from 'node:path'
import { readConfig } from './config.ts'
import { restore } from './storage/restore.ts'

process.exitCode = await main(process.argv.slice(2))

async function main([folder, ...others]: readonly string[]): Promise<number> {
	const config = readConfig()
	if (!config.ok) return refused(config.message)
	if (!folder || others.length > 0) return refused('Name the folder of the backup: npm run restore <folder>')
	const { dataDir } = config.value
	const restored = await restore(resolve(folder), dataDir, new Date())
	if (!restored.ok) return refused(`${restored.message}\nNothing was restored.`)
	const { madeAt, files, keptIn } = restored.value
	console.log(`Restored into ${dataDir}, as it was at ${madeAt}: ${files.map(({ name }) => name).join(', ')}`)
	if (keptIn) console.log(`What was there before lies in ${keptIn}`)
	console.log('Devices bring back what they know and this backup does not, as soon as they connect.')
	console.log('Members, rights and sign-ins are those of that moment: look them through.')
	return 0
}

function refused(message: string): number {
	console.error(message)
	return 1
}
