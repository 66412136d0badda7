/** Bytes that were right, and are not any more. */
import type { Dice } from '../simulation/dice.ts'

/** Numbers that a reader may believe: of all lengths, up to more than a number holds, and without end. */
const VARINTS: readonly (readonly number[])[] = [
	[0],
	[1],
	[0x7f],
	[0xff, 0x7f],
	[0xff, 0xff, 0xff, 0x7f],
	[0xff, 0xff, 0xff, 0xff, 0x0f],
	[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
	[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
	Array<number>(200).fill(0xff)
]
/** Lists in lists, as lib0 writes values: an array of one, of one, … */
const NESTED = Array.from({ length: 20_000 }, (_, n) => (n % 2 === 0 ? 117 : 1))
const LONGEST_NOISE = 300

type Change = (bytes: Uint8Array, dice: Dice) => Uint8Array

const at = (bytes: Uint8Array, dice: Dice) => dice.below(bytes.byteLength + 1)
const spliced = (bytes: Uint8Array, from: number, cut: number, put: Iterable<number>) =>
	Uint8Array.from([...bytes.subarray(0, from), ...put, ...bytes.subarray(from + cut)])

export const noise = (dice: Dice, most = LONGEST_NOISE): Uint8Array =>
	Uint8Array.from({ length: dice.below(most) }, () => dice.below(256))

const CHANGES: readonly Change[] = [
	function flipBit(bytes, dice) {
		const copy = bytes.slice()
		const place = dice.below(copy.byteLength)
		copy[place] = (copy[place] ?? 0) ^ (1 << dice.below(8))
		return copy
	},
	function otherByte(bytes, dice) {
		const copy = bytes.slice()
		copy[dice.below(copy.byteLength)] = dice.below(256)
		return copy
	},
	(bytes, dice) => bytes.slice(0, at(bytes, dice)),
	(bytes, dice) => bytes.slice(at(bytes, dice)),
	(bytes, dice) => spliced(bytes, at(bytes, dice), dice.below(3), dice.pick(VARINTS) ?? []),
	(bytes, dice) => spliced(bytes, at(bytes, dice), 0, noise(dice, 20)),
	(bytes, dice) => spliced(bytes, at(bytes, dice), dice.below(20), []),
	function twice(bytes, dice) {
		const from = at(bytes, dice)
		return spliced(bytes, from, 0, bytes.subarray(from, from + dice.below(60)))
	},
	(bytes, dice) => (dice.oneIn(10) ? spliced(bytes, at(bytes, dice), 0, NESTED) : bytes.slice(1)),
	(_, dice) => noise(dice)
]

/** One change, seldom more. */
export function mutate(bytes: Uint8Array, dice: Dice): Uint8Array {
	let changed = bytes
	do changed = (dice.pick(CHANGES) ?? CHANGES[0])!(changed, dice)
	while (dice.oneIn(4))
	return changed
}
