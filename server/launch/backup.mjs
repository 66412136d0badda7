/** `npm run backup [folder]`: see `server/backup.ts`. */
import { runProgram } from './run-program.mjs'

process.exitCode = await runProgram('backup.ts', process.argv.slice(2))
