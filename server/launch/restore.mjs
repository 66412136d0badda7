/** `npm run restore <folder>`: see `server/restore.ts`. */
import { runProgram } from './run-program.mjs'

process.exitCode = await runProgram('restore.ts', process.argv.slice(2))
