/**
 * Frames and bodies of every wrong kind against the real server, from a member who is signed in, while two devices of the
 * owner work in a room that is not his. Nothing ends, nothing is complained of, the two are never disturbed, what the
 * attacker got into a room of his can still be read by everybody, and no memory is kept for it.
 */
import type { WorkspaceView } from '#lib/core/account/membership.ts'
import { writeFrame, type Message } from '#lib/core/wire/message.ts'
import { startServer, type TestServer } from '../e2e/server.ts'
import type { Dice } from '../simulation/dice.ts'
import { foundBook, joined, SHARED, WORKSPACE, WORKSPACE_PATH } from '../unit/server/people/people-server.ts'
import { cookieOf } from '../unit/server/sync/sync-server.ts'
import { createPollAttacker, createSocketAttacker, type AttackerOptions } from './attackers.ts'
import { drawBlow } from './blows.ts'
import { memoryOf, WATCHED, type Memory } from './memory.ts'
import { createQuietPair, type QuietPair } from './quiet-pair.ts'
import { readRoom } from './read-room.ts'
import { sampleMessages } from './samples.ts'
import { visitorsOf } from './visitors.ts'

export interface BarrageReport {
	readonly frames: number
	/** How often each close code or HTTP status was the answer. */
	readonly answers: ReadonlyMap<number, number>
	/** Of the two who are not to be disturbed. */
	readonly rounds: number
	/** After the warm-up, and at the end. */
	readonly before: Memory
	readonly after: Memory
}

export interface Battlefield {
	readonly server: TestServer
	readonly quiet: QuietPair
	readonly owner: string
	readonly attacker: string
	/** Not the attacker's. */
	readonly personal: string
	end(): Promise<void>
}

/** In one room; the next ones go into another, as its own load would slow everything down. */
export const BOUT = 500
const SOCKETS = 12
const FRAMES_PER_ROUND = 25
const OPENING: Message = { kind: 'open', epoch: '', position: 0 }

export async function takePlaces(): Promise<Battlefield> {
	const server = await startServer(undefined, { env: { TRUST_PROXY: '1' }, nodeArgs: WATCHED })
	const visitors = visitorsOf(server.address)
	const ada = await foundBook(visitors)
	const mallory = await joined(visitors, ada, 'Mallory')
	const view = await ada.get<WorkspaceView>(WORKSPACE_PATH)
	const own = view.json.calendars.find(({ kind }) => kind === 'personal')
	if (!own) throw new Error('The owner has no calendar of her own')
	const personal = `c.${own.id}.2026-11`
	const owner = cookieOf(ada)
	const quiet = await createQuietPair({ address: server.address, cookie: owner, room: personal })
	return {
		server,
		quiet,
		owner,
		attacker: cookieOf(mallory),
		personal,
		async end() {
			quiet.leave()
			await server.end()
		}
	}
}

export interface BarrageOptions {
	readonly frames: number
	/** Of them, before memory is looked at for the first time. */
	readonly warmUp: number
	readonly dice: Dice
	readonly onbout?: (report: BarrageReport) => void
}

/** Rejects with what went wrong. */
export async function barrage(field: Battlefield, options: BarrageOptions): Promise<BarrageReport> {
	const { server, quiet, owner, personal } = field
	const samples = sampleMessages()
	const answers = new Map<number, number>()
	const onanswer = (code: number) => void answers.set(code, (answers.get(code) ?? 0) + 1)
	let frames = 0
	let before = await memoryOf(server.process)
	const report = async (): Promise<BarrageReport> => ({
		frames,
		answers,
		rounds: quiet.rounds,
		before,
		after: await memoryOf(server.process)
	})

	async function fight(bout: number): Promise<void> {
		const room = `c.${SHARED}.${roomMonth(bout)}`
		const others = [
			'',
			personal,
			`w.${WORKSPACE}`,
			`c.${SHARED}`,
			`b.${SHARED}.2026-11`,
			'c.',
			'\0',
			'x'.repeat(5_000)
		]
		const end = frames + BOUT
		const lane = async (n: number) => {
			const dice = options.dice.apart(`${bout}/${n}`)
			const attacker: AttackerOptions = { address: server.address, cookie: field.attacker, dice, onanswer }
			const isMany = n % 3 > 0
			const target = { room, others, isMany }
			const socket = createSocketAttacker(attacker, isMany ? { opening: OPENING, into: room } : { room })
			const poll = createPollAttacker(attacker)
			while (frames < end) {
				frames += 1
				const isQuietTurn = frames % FRAMES_PER_ROUND === 0
				const blow = drawBlow(samples, target, dice)
				if (isMany && blow.kind === 'frame' && dice.oneIn(8))
					await poll.strike(writeFrame({ room, message: OPENING }), blow.bytes)
				else await socket.strike(blow)
				if (isQuietTurn) await quiet.round()
			}
			socket.end()
		}
		await Promise.all(Array.from({ length: SOCKETS }, (_, n) => lane(n)))
		await readRoom(server.address, owner, room)
	}

	for (let bout = 0; frames < options.frames; bout += 1) {
		const wasWarm = frames >= options.warmUp
		await fight(bout)
		if (!wasWarm && frames >= options.warmUp) before = await memoryOf(server.process)
		options.onbout?.(await report())
	}
	quiet.check()
	if (server.process.exitCode !== null) throw new Error('The server has ended')
	if (server.complaints.length > 0) throw new Error(server.complaints.slice(0, 10).join('\n'))
	return report()
}

/** A month of its own for each bout, from 2027 on. */
const roomMonth = (bout: number): string =>
	`${2027 + Math.floor(bout / 12)}-${String((bout % 12) + 1).padStart(2, '0')}`
