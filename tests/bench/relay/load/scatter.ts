/** Dice that fall the same each time: a small linear congruential generator. Whole numbers from 0, below what is asked. */
export function scatter(seed: number): (below: number) => number {
	let state = seed
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return Math.floor((state / 2 ** 32) * below)
	}
}
