/**
 * The checksum that every row carries. CRC-32 finds the damage that disks, memory and cut-off writes do (it is not
 * against malice: whoever can write the file can write the sum). The room's name, the position and the origin are in it,
 * so a row that turns up in another place is found as well.
 */
import { crc32 } from 'node:zlib'
import type { LogEntry, Snapshot } from './room-log.ts'

export const checksumOfEntry = ({ room, position, member, device, at, update }: LogEntry): number =>
	crc32(update, crc32(JSON.stringify(['entry', room, position, member, device, at])))

export const checksumOfSnapshot = (room: string, { position, update }: Snapshot): number =>
	crc32(update, crc32(JSON.stringify(['snapshot', room, position])))
