/** The life of a world as a list of steps, thrown from its seed before it begins: so a failing one can be shortened. */
import { ACTS, type ActName } from './acts.ts'
import { createDice, type Dice } from './dice.ts'

export const FAULTS = {
	'kill a tab': 6,
	'kill a tab in the middle': 6,
	'close a tab': 4,
	'open a tab': 8,
	'break the connection': 8,
	'cut the network': 4,
	'swallow the network': 3,
	'mend the network': 10,
	'slow the network': 4,
	'kill the server': 5,
	'kill the server in the middle': 6,
	'start the server': 12,
	'refuse on the server': 3,
	'slow the disk': 3,
	'back up': 5,
	'restore a backup': 5,
	'fill storage': 3,
	'free storage': 6,
	'lose connections': 3,
	'clear storage': 2,
	'set the clock': 4,
	'set the server clock': 2,
	'change rights': 8
} as const

export type FaultName = keyof typeof FAULTS

export interface Step {
	readonly kind: 'act' | 'fault'
	readonly name: ActName | FaultName
	/** Which machine, modulo how many there are. */
	readonly who: number
	/** Its own dice. */
	readonly seed: string
	/** What passes afterwards, in milliseconds. */
	readonly passMs: number
}

const WEIGHTS: Readonly<Record<ActName, number>> = {
	create: 14,
	move: 16,
	'move a date': 5,
	status: 12,
	details: 12,
	copy: 4,
	remove: 6,
	'remove a date': 3,
	restore: 6,
	'create a series': 2,
	import: 2,
	undo: 7,
	redo: 4,
	'save the book': 3,
	'save a resource': 3,
	'save a service': 3,
	'answer a question': 8,
	'put back': 6,
	'look elsewhere': 4
}

export interface Plan {
	readonly machines: number
	readonly steps: readonly Step[]
}

export function planOf(seed: string): Plan {
	const dice = createDice(`plan ${seed}`)
	const machines = 2 + Math.min(dice.below(5), dice.below(5))
	const steps = Array.from({ length: 20 + dice.below(26) }, (_, at): Step => {
		const common = { who: dice.below(60), seed: `${seed}/${at}`, passMs: pauseOf(dice) }
		return dice.oneIn(3)
			? { kind: 'fault', name: weighted(FAULTS, dice), ...common }
			: { kind: 'act', name: weighted(WEIGHTS, dice), ...common }
	})
	return { machines, steps }
}

/** Most of what goes wrong goes wrong within milliseconds; some of it needs the timers of a minute. */
function pauseOf(dice: Dice): number {
	const kind = dice.below(20)
	if (kind < 5) return dice.between(0, 1)
	if (kind < 11) return dice.between(1, 30)
	if (kind < 16) return dice.between(30, 400)
	return kind < 19 ? dice.between(400, 5000) : dice.between(5000, 40_000)
}

function weighted<Name extends string>(weights: Readonly<Record<Name, number>>, dice: Dice): Name {
	const names = Object.keys(weights) as Name[]
	let left = dice.below(names.reduce((sum, name) => sum + weights[name], 0))
	return names.find((name) => (left -= weights[name]) < 0) ?? (names[0] as Name)
}

export const ACT_NAMES = Object.keys(ACTS) as readonly ActName[]
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[]
