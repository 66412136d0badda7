/** Chance that repeats: the same seed throws the same numbers on every machine (mulberry32, 32 bits of state). */
export interface Dice {
	/** A whole number from 0 up to, not including, `count`. */
	readonly below: (count: number) => number
	readonly chance: (share: number) => boolean
	readonly pick: <Thing>(things: readonly Thing[]) => Thing
	/** Picks by weight. */
	readonly weigh: <Thing>(things: readonly (readonly [thing: Thing, weight: number])[]) => Thing
	/** As many bytes as an id needs. */
	readonly bytes: (count: number) => Uint8Array
}

export function createDice(seed: number): Dice {
	let state = seed >>> 0
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
	}
	const below = (count: number) => Math.floor(next() * count)
	return {
		below,
		chance: (share) => next() < share,
		pick: <Thing>(things: readonly Thing[]) => things[below(things.length)] as Thing,
		weigh: <Thing>(things: readonly (readonly [Thing, number])[]) => {
			let left = next() * things.reduce((sum, [, weight]) => sum + weight, 0)
			const found = things.find(([, weight]) => (left -= weight) < 0) ?? things[things.length - 1]
			return (found as readonly [Thing, number])[0]
		},
		bytes: (count) => Uint8Array.from({ length: count }, () => below(256))
	}
}
