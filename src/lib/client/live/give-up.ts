/**
 * Edits the server does not take (I10): their content goes to a store of its own, in the same step the document that
 * holds them is given up; then it is made anew from the server's state, or not kept at all where it may not be read.
 * Nothing is dropped: whatever stands in the document and not on the server is kept, also what no action is known for.
 */
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { clockOf } from '#lib/doc/registers.ts'
import { registersBeyond } from '#lib/doc/standing.ts'
import type { Result } from '#lib/core/result.ts'
import type { KeptRegister, NewRefused } from '../storage/decisions.ts'
import { deleteRows, type Generation } from '../storage/doc-rows.ts'
import type { StorageFault } from '../storage/database.ts'
import type { Projections } from '../storage/projections.ts'
import type { KeptOfAction, RoomSyncs } from '../storage/room-syncs.ts'
import { covers } from '../storage/vector.ts'
import type { Deed, Deeds } from './deeds.ts'
import type { RoomLink, Turned } from './room-link.ts'

export interface GiveUpDeps {
	readonly workspace: WorkspaceId
	readonly syncs: RoomSyncs
	readonly factory: IDBFactory | undefined
	readonly nowMs: () => number
	/** Whether a clock is of this device, whichever of its tabs. */
	readonly isMine: (device: string) => boolean
	readonly deeds: Pick<Deeds, 'waitingDeeds' | 'deedsIn'>
}

/** Resolves with the generation that takes the document's place. Refused: nothing happened, and it may be tried again. */
export async function giveUp(
	deps: GiveUpDeps,
	link: RoomLink,
	turned: Turned
): Promise<Result<Generation, StorageFault>> {
	const { room, generation } = link.open
	// Also what waits no more: no later document is to wait for it.
	const done = await deps.syncs.giveUp({
		room,
		generation,
		left: turned.mayRead ? 'empty' : 'gone',
		kept: keptOf(deps, link, turned, deps.deeds.deedsIn(room))
	})
	// Tabs that still hold it let go when they hear of it; until then the browser waits.
	if (done.ok) void deleteRows(deps.factory, room, generation)
	return done
}

export interface StaleDeps extends GiveUpDeps {
	readonly projections: Pick<Projections, 'lookUp'>
}

/**
 * What was done in documents that were given up before it was journalled: in a tab that had not heard of it yet, or
 * that died just then. True when there was any.
 */
export async function giveUpStale(deps: StaleDeps): Promise<boolean> {
	const rooms = new Set(deps.deeds.waitingDeeds.flatMap(({ marks = [] }) => marks.map(({ room }) => room)))
	let found = false
	for (const room of rooms) {
		const looked = await deps.projections.lookUp(room)
		if (!looked.ok) continue
		const { generation } = looked.value
		const stale = deps.deeds.waitingDeeds.filter(({ marks = [] }) =>
			marks.some((mark) => mark.room === room && mark.generation < generation)
		)
		if (stale.length === 0) continue
		found = true
		const kept = stale.map(({ position, label, at, wrote = [] }) => {
			const registers = wrote.flatMap(({ room: of, map, id, after }) =>
				of === room && after ? [{ room, map, id, value: after }] : []
			)
			return { action: position, decision: refusedOf(deps, FORBIDDEN, label, at, registers) }
		})
		await deps.syncs.giveUp({ room, generation: generation - 1, left: 'empty', kept })
	}
	return found
}

function keptOf(
	deps: GiveUpDeps,
	{ open: { room, doc }, durable }: RoomLink,
	turned: Turned,
	deeds: readonly Deed[]
): readonly KeptOfAction[] {
	const left = new Map(registersBeyond(doc, durable).map((one) => [`${one.map}\n${one.id}`, one]))
	// What is not stored yet is kept without its action for now, and with it as soon as it is: `giveUpStale`.
	const storedDeeds = deeds.filter(({ position }) => position !== undefined)
	const kept = storedDeeds.map(({ position, label, at, wrote = [] }): KeptOfAction => {
		const registers: KeptRegister[] = []
		for (const { map, id, after, client, clock, room: of } of wrote) {
			if (of !== room) continue
			const standing = left.get(`${map}\n${id}`)
			const isIt = standing?.client === client && standing.clock === clock
			const value = after ?? (isIt ? standing.value : undefined)
			if (isIt) left.delete(`${map}\n${id}`)
			// A part of the action may have come through before the right was taken.
			const isTaken = covers(durable, client, clock + 1)
			if (value !== undefined && !isTaken) registers.push({ room, map, id, value })
		}
		return { action: position, decision: refusedOf(deps, turned, label, at, registers) }
	})
	// A hint is nothing to a person: it is made again with the time that needs it. What others wrote, they have.
	const others = [...left.values()].flatMap(({ map, id, value }) =>
		value !== true && deps.isMine(clockOf(value)[2]) ? [{ room, map, id, value }] : []
	)
	const decision = refusedOf(deps, turned, 'Changes of this device', deps.nowMs(), others)
	return decision ? [...kept, { action: undefined, decision: { ...decision, isLeftOver: true } }] : kept
}

const FORBIDDEN = { code: 'forbidden', sentence: '' } as const

function refusedOf(
	{ workspace }: GiveUpDeps,
	{ code, sentence }: Pick<Turned, 'code' | 'sentence'>,
	label: string,
	at: number,
	registers: readonly KeptRegister[]
): NewRefused | undefined {
	if (registers.length === 0) return undefined
	return { kind: 'refused', workspace, at, label, code, reason: sentence, registers }
}
