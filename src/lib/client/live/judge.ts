/**
 * Wires the rule of the later clock (`doc/later-clock.ts`) to the documents: whenever something of others came in, what
 * this device wrote last into the touched registers is held against what stands there now. One tab judges for all of
 * them, and each write is judged once.
 */
import type { Transaction } from 'yjs'
import type { Room } from '#lib/doc/rooms.ts'
import { compareClocks } from '#lib/core/clock/clock.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { judgeMerge, type Verdict } from '#lib/doc/later-clock.ts'
import { registerOf } from '#lib/doc/record.ts'
import { clockOf, type Register } from '#lib/doc/registers.ts'
import { overruledBy, standsKnowing, touchedRegisters } from '#lib/doc/standing.ts'
import type { KeptRegister, NewDecision } from '../storage/decisions.ts'
import type { OpenDoc } from '../storage/open-doc.ts'
import type { Deeds, LastWrite } from './deeds.ts'

export interface JudgeDeps {
	readonly workspace: WorkspaceId
	readonly deeds: Pick<Deeds, 'lastWrite' | 'lastWrites' | 'judged'>
	/** Writes it once more; the words are those of the action it repeats. */
	readonly assert: (register: KeptRegister, label: string) => void
	readonly decide: (decisions: readonly NewDecision[]) => void
	/** Whether there is such a question already. */
	readonly isAsked: (room: Room, map: string, key: string) => boolean
}

export interface Judge {
	/** Listens in `afterTransaction`; returns the way to stop. */
	follow(open: OpenDoc): () => void
	/** Everything this device wrote in the room: what came in while nobody judged. */
	judgeAll(open: OpenDoc): void
}

export function createJudge(deps: JudgeDeps): Judge {
	function judge(open: OpenDoc, writes: readonly LastWrite[]) {
		const judged: LastWrite[] = []
		for (const last of writes) if (judgeOne(open, last)) judged.push(last)
		if (judged.length > 0) void deps.deeds.judged(judged)
	}

	/** True when it is settled by this, and not to be judged again. */
	function judgeOne({ room, doc }: OpenDoc, { deed, written }: LastWrite): boolean {
		const { map, id, after: mine } = written
		if (!mine || written.judged) return false
		const present = registerOf(doc, map, id)
		const concurrent = !standsKnowing(doc, map, id, written)
		const verdict = judgeMerge({ map, mine, present, concurrent, asserted: written.asserted ?? false })
		return carryOut(verdict, room, { map, id, mine, present, concurrent, at: deed.at, label: deed.label })
	}

	interface Case {
		readonly map: KeptRegister['map']
		readonly id: string
		readonly mine: Register
		readonly present: Register | undefined
		readonly concurrent: boolean
		readonly at: number
		readonly label: string
	}

	function carryOut(verdict: Verdict, room: Room, one: Case): boolean {
		const { map, id, mine, present, at, label } = one
		switch (verdict.kind) {
			case 'assert':
				deps.assert({ room, map, id, value: verdict.value }, label)
				return true
			case 'ask':
				ask(room, map, id, { mine, theirs: verdict.theirs, stands: 'theirs', at })
				return true
			case 'offer':
				offer(room, map, id, mine, verdict.theirs, at)
				return true
			case 'stands': {
				// Nothing is written, but the author is told that theirs did not stand.
				if (!one.concurrent || !present || !OFFERED.has(map)) return false
				if (compareClocks(clockOf(present), clockOf(mine)) <= 0) return false
				offer(room, map, id, mine, present, at)
				return true
			}
			default:
				return verdict satisfies never
		}
	}

	interface Asked {
		readonly mine: Register
		readonly theirs: Register
		readonly stands: 'mine' | 'theirs'
		readonly at: number
	}

	function ask(room: Room, map: string, key: string, asked: Asked) {
		if ((map !== 'when' && map !== 'time') || deps.isAsked(room, map, key)) return
		deps.decide([{ kind: 'question', workspace: deps.workspace, room, map, key, ...asked }])
	}

	function offer(
		room: Room,
		map: KeptRegister['map'],
		key: string,
		mine: Register,
		theirs: Register,
		at: number
	) {
		deps.decide([{ kind: 'superseded', workspace: deps.workspace, room, map, key, mine, theirs, at }])
	}

	/**
	 * Something that was written at once came in and does not stand. Of two moves both are shown, also to the author of the
	 * one that stands. Of anything else the later one stands up again by its author's own device, which is the moment to
	 * tell this device that its value is the one that goes.
	 */
	function lookForOverruled(open: OpenDoc, transaction: Transaction, last: LastWrite) {
		const { map, id, after: mine, judged } = last.written
		if (!mine || judged) return
		const [theirs] = overruledBy(transaction, map, id, last.written).toSorted((a, b) =>
			compareClocks(clockOf(b), clockOf(a))
		)
		if (!theirs) return
		const isLater = compareClocks(clockOf(theirs), clockOf(mine)) > 0
		const stands = registerOf(open.doc, map, id)
		if (map === 'when' || map === 'time') {
			if (!stands || compareClocks(clockOf(stands), clockOf(mine)) !== 0) return
			ask(open.room, map, id, { mine, theirs, stands: 'mine', at: last.deed.at })
		} else if (isLater && OFFERED.has(map)) offer(open.room, map, id, mine, theirs, last.deed.at)
		else return
		void deps.deeds.judged([last])
	}

	return {
		follow(open) {
			const { doc, room } = open
			const after = (transaction: Transaction) => {
				if (transaction.local || !open.isWriter) return
				const touched = touchedRegisters(transaction)
				const written = () => touched.flatMap(([map, id]) => deps.deeds.lastWrite(room, map, id) ?? [])
				const writes = written()
				for (const last of writes) lookForOverruled(open, transaction, last)
				// Within the transaction nothing may be written; behind it some may have been judged already.
				if (writes.length > 0) queueMicrotask(() => judge(open, written()))
			}
			doc.on('afterTransaction', after)
			return () => doc.off('afterTransaction', after)
		},
		judgeAll(open) {
			if (open.isWriter) judge(open, deps.deeds.lastWrites(open.room))
		}
	}
}

/** What a person reads as theirs: a colour of the root that was set twice at once is nobody's loss. */
const OFFERED: ReadonlySet<string> = new Set(['state', 'what', 'who', 'note', 'more'])
