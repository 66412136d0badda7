/** What waits for a person, and what they decide: refused edits, two times of one appointment, changes that did not stand. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { sameClock } from '#lib/core/clock/clock.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { writeAgain, type RegisterToWrite } from '#lib/doc/edit/again.ts'
import { registerOf } from '#lib/doc/record.ts'
import { clockOf } from '#lib/doc/registers.ts'
import type { Room } from '#lib/doc/rooms.ts'
import type { UndoStep } from '#lib/doc/write.ts'
import type { Editing } from '../editing.ts'
import { nameOf } from '../labels.ts'
import type {
	Decision,
	Decisions,
	NewDecision,
	QuestionDecision,
	RefusedDecision,
	SupersededDecision
} from '../storage/decisions.ts'
import type { OpenDoc } from '../storage/open-doc.ts'
import type { DecisionRefusal, RefusedEdit, Superseded, TimeQuestion } from './live.ts'
import { keyOfName, moveIn, sayGroup, sayRegisters, sayWhen, type NamedBy } from './words.ts'

export interface DeskDeps {
	readonly workspace: WorkspaceId
	readonly decisions: Decisions
	readonly editing: Editing
	readonly named: NamedBy
	/** Who wrote with this clock's device; undefined where nobody knows. */
	readonly nameOfDevice: (device: string) => string | undefined
	readonly mayWrite: (room: Room) => boolean
	readonly did: (label: string, step: UndoStep) => void
	/** Other tabs have to read again. */
	readonly onwrite: () => void
	readonly onchange: () => void
}

export interface Desk {
	load(): Promise<void>
	add(decisions: readonly NewDecision[]): Promise<void>
	readonly refused: readonly RefusedEdit[]
	readonly questions: readonly TimeQuestion[]
	readonly superseded: readonly Superseded[]
	isAsked(room: Room, map: string, key: string): boolean
	/** Questions end by themselves when somebody who knew both moves it. Returns the way to stop. */
	follow(open: OpenDoc): () => void
	export(ids: readonly number[]): string
	discard(id: number): Promise<void>
	/** Of a refused edit or a superseded change. */
	reapply(id: number): Promise<Result<void, DecisionRefusal>>
	answer(id: number, choice: 'mine' | 'theirs'): Promise<Result<void, DecisionRefusal>>
}

const GONE = refuse('gone' as const, 'This was decided already')
const NOT_ALLOWED = refuse('not-allowed' as const, 'You may read this calendar, but not change it')

export function createDesk(deps: DeskDeps): Desk {
	let all: readonly Decision[] = []

	const ofKind = <Kind extends Decision['kind']>(kind: Kind) =>
		all.filter((one): one is Extract<Decision, { kind: Kind }> => one.kind === kind)
	const found = (id: number) => all.find((one) => one.id === id)
	const named = (key: AppointmentId): string => nameOf(deps.named(key) ?? deps.named(keyOfName(key)))

	async function load() {
		const read = await deps.decisions.of(deps.workspace)
		if (read.ok) all = read.value
		deps.onchange()
	}

	/** True when it was still there: of two tabs that decide at once one acts. */
	async function take(id: number): Promise<boolean> {
		const taken = await deps.decisions.take(id)
		all = all.filter((one) => one.id !== id)
		deps.onwrite()
		deps.onchange()
		return taken.ok && taken.value
	}

	async function write(
		label: string,
		registers: readonly RegisterToWrite[]
	): Promise<Result<void, DecisionRefusal>> {
		if (registers.some(({ room }) => !deps.mayWrite(room))) return NOT_ALLOWED
		const rooms = [...new Set(registers.map(({ room }) => room))]
		return deps.editing.inTurn(async () => {
			const applied = await deps.editing.apply(rooms, label, (docOf) => writeAgain(docOf, registers))
			if (!applied.ok) return refuse('not-allowed' as const, applied.message)
			deps.did(label, applied.value.step)
			return ok(undefined)
		})
	}

	const sayRefused = (one: RefusedDecision): RefusedEdit => ({
		id: one.id,
		label: one.label,
		at: one.at,
		reason: one.reason || sayCode(one),
		lines: sayRegisters(one.registers, deps.named),
		mayReapply: one.registers.every(({ room }) => deps.mayWrite(room))
	})

	function sayQuestion({ id, map, key, mine, theirs, stands }: QuestionDecision): TimeQuestion {
		const by = deps.nameOfDevice(clockOf(theirs)[2]) ?? 'a colleague'
		const [own, other] = [moveIn(map, key, mine), moveIn(map, key, theirs)]
		const who = by.charAt(0).toUpperCase() + by.slice(1)
		const sentence =
			own && other
				? `${who} moved it to ${sayWhen(other)}, you to ${sayWhen(own)}`
				: `${who} and you changed when it repeats at the same time. ${who}: ${sayGroup(map, key, theirs)}. You: ${sayGroup(map, key, mine)}`
		return { id, key, name: named(key), mine: own, theirs: other, by, sentence, stands }
	}

	const saySuperseded = ({ id, key, map, mine, theirs, at }: SupersededDecision): Superseded => ({
		id,
		key,
		name: named(key),
		mine: `Your ${sayGroup(map, key, mine)}`,
		theirs: `Now: ${sayGroup(map, key, theirs)}`,
		at
	})

	return {
		load,
		async add(decisions) {
			await deps.decisions.add(decisions)
			deps.onwrite()
			await load()
		},
		get refused() {
			return ofKind('refused').map(sayRefused)
		},
		get questions() {
			return ofKind('question').map(sayQuestion)
		},
		get superseded() {
			return ofKind('superseded').map(saySuperseded)
		},
		isAsked: (room, map, key) =>
			ofKind('question').some((one) => one.room === room && one.map === map && one.key === key),
		follow({ room, doc }) {
			const review = () => {
				for (const one of ofKind('question')) {
					if (one.room !== room) continue
					const present = registerOf(doc, one.map, one.key)
					const isOpen = [one.mine, one.theirs].some(
						(time) => present && sameClock(clockOf(present), clockOf(time))
					)
					if (present && !isOpen) void take(one.id)
				}
			}
			doc.on('afterTransaction', review)
			return () => doc.off('afterTransaction', review)
		},
		export: (ids) =>
			ofKind('refused')
				.filter(({ id }) => ids.includes(id))
				.map(sayRefused)
				.map(({ label, at, reason, lines }) =>
					[
						`${label} (${new Date(at).toISOString()})`,
						`  ${reason}`,
						...lines.map((line) => `  ${line}`)
					].join('\n')
				)
				.join('\n\n'),
		async discard(id) {
			await take(id)
		},
		async reapply(id) {
			const one = found(id)
			if (!one || one.kind === 'question') return GONE
			const written =
				one.kind === 'refused'
					? await write(one.label, one.registers)
					: await write(`Put back: ${named(one.key)}`, [
							{ room: one.room, map: one.map, id: one.key, value: one.mine }
						])
			if (written.ok) await take(id)
			return written
		},
		async answer(id, choice) {
			const one = found(id)
			if (one?.kind !== 'question' || !(await take(id))) return GONE
			if (choice === one.stands) return ok(undefined)
			const { room, map, key } = one
			const written = await write(`Decided when: ${named(key)}`, [{ room, map, id: key, value: one[choice] }])
			if (!written.ok) {
				const { id: _, ...again } = one
				await deps.decisions.add([again])
				await load()
			}
			return written
		}
	}
}

function sayCode({ code }: RefusedDecision): string {
	switch (code) {
		case 'forbidden':
			return 'The right to change this was taken away before it reached the server'
		case 'gone':
			return 'What it belongs to is no longer on the server'
		case 'too-large':
			return 'It is larger than the server takes'
		case 'malformed':
			return 'The server could not read it'
		case 'too-old':
			return 'This page is too old for the server: reload it'
		case 'unauthenticated':
		case 'rate':
		case 'unavailable':
			return 'The server did not take it'
		default:
			return code satisfies never
	}
}
