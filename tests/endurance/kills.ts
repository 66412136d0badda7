/**
 * `kill -9` of the real server while fifty devices write as fast as it acknowledges, again and again. After each kill a
 * newcomer finds every edit that was acknowledged before it; after the last one all devices end up with the same book.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type * as Y from 'yjs'
import { ROOMS_FILE } from '../../server/storage/data-files.ts'
import { openRoomLog } from '../../server/storage/sqlite-room-log.ts'
import type { TestServer } from '../e2e/server.ts'
import type { Dice } from '../simulation/dice.ts'
import { createLoadDevice, keyOf, type LoadDevice } from './load-device.ts'
import { readRoom } from './read-room.ts'

export interface KillsReport {
	readonly kills: number
	/** All of these are there. */
	readonly acknowledged: number
	readonly offeredAgain: number
	/** Rooms with a snapshot on disk at the last kill. */
	readonly compacted: number
}

export interface KillsOptions {
	readonly server: TestServer
	readonly cookie: string
	readonly rooms: readonly string[]
	readonly kills: number
	readonly dice: Dice
	readonly onkill?: (report: KillsReport) => void
}

export const DEVICES = 50
/** Edits of all devices between two kills, at most: a few milliseconds to a second of work. */
const MOST_EDITS = 1_000
/** Of these each room has twice as many as its tail may be long before the last kill: it was merged under load. */
const EDITS_BEFORE_LAST = 1_000
/** So that a kill does not follow upon what a device was just told. */
const MOST_PAUSE_MS = 20

/** Rejects with what was lost. The server runs before and after it. */
export async function killUnderLoad(options: KillsOptions): Promise<KillsReport> {
	const { server, cookie, rooms, kills, dice } = options
	const faults: string[] = []
	let look = () => undefined as void
	/** Until it is so, or something is wrong; looks with everything that a device is told. */
	const until = (isSo: () => boolean) =>
		new Promise<void>((resolve) => {
			look = () => {
				if (faults.length > 0 || isSo()) resolve()
			}
			look()
		})
	let isIn = 0
	let edits = 0
	let isResting = false
	const goOn = (device: LoadDevice) => {
		if (!isResting && device.waiting === 0) device.edit()
	}
	const devices = Array.from({ length: DEVICES }, (_, n) =>
		createLoadDevice({
			name: `d${n}`,
			room: rooms[n % rooms.length] ?? '',
			address: server.address,
			cookie,
			onin(device) {
				isIn += 1
				goOn(device)
			},
			ondurable(device, more) {
				edits += more
				goOn(device)
			},
			onheard: () => look(),
			onfault: (what) => void faults.push(what)
		})
	)
	const acknowledgedIn = (room: string) =>
		devices.filter((one) => one.room === room).reduce((sum, { acknowledged }) => sum + acknowledged, 0)
	const report = (done: number, compacted: number): KillsReport => ({
		kills: done,
		acknowledged: devices.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
		offeredAgain: devices.reduce((sum, { offeredAgain }) => sum + offeredAgain, 0),
		compacted
	})

	/** One in five while they are still coming back. */
	async function reachMoment(isLast: boolean): Promise<void> {
		const wanted = dice.oneIn(5)
			? { isIn: dice.below(DEVICES), edits: 0 }
			: { isIn: 0, edits: 1 + dice.below(MOST_EDITS) }
		const delay = dice.below(MOST_PAUSE_MS)
		await until(() => isIn >= wanted.isIn && edits >= wanted.edits)
		if (isLast) await until(() => rooms.every((room) => acknowledgedIn(room) >= EDITS_BEFORE_LAST))
		await pause(delay)
	}

	async function killOnce(isLast: boolean): Promise<number> {
		isIn = 0
		edits = 0
		for (const device of devices) device.connect()
		await reachMoment(isLast)
		await server.stop('SIGKILL')
		// What it had sent is still on its way.
		await Promise.all(devices.map((device) => device.gone()))
		const compacted = isLast ? await compactedOf(server, rooms) : 0
		await server.start()
		for (const room of rooms)
			faults.push(...missingIn(await readRoom(server.address, cookie, room), room, devices))
		if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'))
		return compacted
	}

	async function comeToRest(): Promise<void> {
		isResting = true
		for (const device of devices) device.connect()
		await until(() => devices.every(({ waiting }) => waiting === 0))
		for (const room of rooms) {
			const found = await readRoom(server.address, cookie, room)
			const book = bookOf(found)
			if (book.size !== acknowledgedIn(room))
				faults.push(`${room} has ${book.size} of ${acknowledgedIn(room)} edits`)
			const those = devices.filter((device) => device.room === room)
			await until(() => those.every(({ doc }) => bookOf(doc).size >= book.size))
			for (const { name, doc } of those)
				if (!isSame(bookOf(doc), book)) faults.push(`${name} and a newcomer see another ${room}`)
		}
		if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'))
	}

	try {
		let compacted = 0
		for (let kill = 1; kill <= kills; kill += 1) {
			compacted = await killOnce(kill === kills)
			options.onkill?.(report(kill, compacted))
		}
		await comeToRest()
		return report(kills, compacted)
	} finally {
		for (const device of devices) device.leave()
	}
}

const bookOf = (doc: Y.Doc) => doc.getMap<number>('born')

const isSame = (one: Y.Map<number>, other: Y.Map<number>): boolean =>
	one.size === other.size && [...one].every(([key, value]) => other.get(key) === value)

function missingIn(found: Y.Doc, room: string, devices: readonly LoadDevice[]): readonly string[] {
	const book = bookOf(found)
	const missing: string[] = []
	for (const device of devices) {
		if (device.room !== room) continue
		for (let edit = 1; edit <= device.acknowledged; edit += 1)
			if (book.get(keyOf(device.name, edit)) !== edit)
				missing.push(`${room}: edit ${edit} of ${device.name} was acknowledged and is lost`)
	}
	return missing
}

/** On the disk of a server that does not run. */
async function compactedOf({ folder }: TestServer, rooms: readonly string[]): Promise<number> {
	const log = openRoomLog({ path: join(folder, ROOMS_FILE) })
	if (!log.ok) throw new Error(log.message)
	let compacted = 0
	for (const room of rooms) {
		const stored = await log.value.load(room)
		if (!stored.ok) throw new Error(stored.message)
		if (stored.value.damaged.length > 0) throw new Error(`${room} has damaged rows`)
		if (stored.value.snapshot) compacted += 1
	}
	await log.value.close()
	return compacted
}
