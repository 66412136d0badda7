/**
 * A program for `sqlite-room-log.test.ts`, started where files may not grow beyond a few hundred kilobytes: appends until
 * that is refused, and prints what was acknowledged, and what can still be read.
 */
import { openRoomLog } from '../../../../server/storage/sqlite-room-log.ts'
import { entry } from './folder.ts'

const log = openRoomLog({ path: process.argv[2]! })
if (!log.ok) throw new Error(log.message)
let acknowledged = 0
let why = ''
while (why === '' && acknowledged < 10_000) {
	const next = [1, 2].map((n) => entry('w.a', acknowledged + n, new Uint8Array(5_000).fill(acknowledged)))
	const appended = await log.value.append(next)
	if (appended.ok) acknowledged += 2
	else why = appended.why
}
const loaded = await log.value.load('w.a')
console.log(JSON.stringify({ acknowledged, why, readable: loaded.ok && loaded.value.tail.length }))
