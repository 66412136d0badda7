/**
 * Edits the server does not take (I10): their content goes to a store of its own, in the same step the document that
 * holds them is given up; then it is made anew from the server's state, or not kept at all where it may not be read.
 * Nothing is dropped: whatever stands in the document and not on the server is kept, also what no action is known for.
 */
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { registersBeyond } from '#lib/doc/standing.ts'
import type { Result } from '#lib/core/result.ts'
import type { KeptRegister, NewDecision } from '../storage/decisions.ts'
import { deleteRows, type Generation } from '../storage/doc-rows.ts'
import type { StorageFault } from '../storage/database.ts'
import type { Projections } from '../storage/projections.ts'
import type { RoomSyncs } from '../storage/room-syncs.ts'
import { covers } from '../storage/vector.ts'
import type { Deed } from './deeds.ts'
import type { RoomLink, Turned } from './room-link.ts'

export interface GiveUpDeps {
	readonly workspace: WorkspaceId
	readonly syncs: RoomSyncs
	readonly factory: IDBFactory | undefined
	readonly nowMs: () => number
	/** Actions that wait for the server, in the order they were done. */
	readonly waitingDeeds: () => readonly Deed[]
}

/** Resolves with the generation that takes the document's place. Refused: nothing happened, and it may be tried again. */
export async function giveUp(
	deps: GiveUpDeps,
	link: RoomLink,
	turned: Turned
): Promise<Result<Generation, StorageFault>> {
	const { room, generation } = link.open
	const deeds = deps.waitingDeeds().filter(({ rooms }) => rooms.includes(room))
	const done = await deps.syncs.giveUp({
		room,
		generation,
		left: turned.mayRead ? 'empty' : 'gone',
		decisions: decisionsOf(deps, link, turned, deeds),
		actions: deeds.flatMap(({ position }) => (position === undefined ? [] : [position]))
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
	const rooms = new Set(deps.waitingDeeds().flatMap(({ marks = [] }) => marks.map(({ room }) => room)))
	let found = false
	for (const room of rooms) {
		const looked = await deps.projections.lookUp(room)
		if (!looked.ok) continue
		const { generation } = looked.value
		const stale = deps
			.waitingDeeds()
			.filter(({ marks = [] }) => marks.some((mark) => mark.room === room && mark.generation < generation))
		if (stale.length === 0) continue
		found = true
		const decisions = stale.flatMap(({ label, at, wrote = [] }): NewDecision[] => {
			const registers = wrote.flatMap(({ room: of, map, id, after }) =>
				of === room && after ? [{ room, map, id, value: after }] : []
			)
			const told = { workspace: deps.workspace, at, label, code: 'forbidden', reason: '', registers } as const
			return registers.length > 0 ? [{ kind: 'refused', ...told }] : []
		})
		const actions = stale.flatMap(({ position }) => (position === undefined ? [] : [position]))
		await deps.syncs.giveUp({ room, generation: generation - 1, left: 'empty', decisions, actions })
	}
	return found
}

function decisionsOf(
	{ workspace, nowMs }: GiveUpDeps,
	{ open: { room, doc }, durable }: RoomLink,
	{ code, sentence }: Turned,
	deeds: readonly Deed[]
): readonly NewDecision[] {
	const left = new Map(registersBeyond(doc, durable).map((one) => [`${one.map}\n${one.id}`, one]))
	const decisions: NewDecision[] = []
	const refused = (label: string, at: number, registers: readonly KeptRegister[]) => {
		if (registers.length > 0)
			decisions.push({ kind: 'refused', workspace, at, label, code, reason: sentence, registers })
	}
	for (const { label, at, wrote = [] } of deeds) {
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
		refused(label, at, registers)
	}
	// A hint is nothing to a person; it is made again with the time that needs it.
	const others = [...left.values()].filter(({ map }) => map !== 'guests')
	refused(
		'Changes of this device',
		nowMs(),
		others.map(({ map, id, value }) => ({ room, map, id, value }))
	)
	return decisions
}
