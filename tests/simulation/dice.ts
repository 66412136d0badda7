/** Chance that comes from a seed: the same seed, the same throws, on every machine. */
export interface Dice {
	/** 0 ≤ x < 1. */
	unit(): number
	/** 0 ≤ n < `count`. */
	below(count: number): number
	/** True once in `times`. */
	oneIn(times: number): boolean
	/** Undefined for an empty list. */
	pick<Value>(values: readonly Value[]): Value | undefined
	between(least: number, most: number): number
	uint32(): number
	/** Dice of their own for a part, so that what is thrown there changes nothing elsewhere. */
	apart(name: string): Dice
}

/** sfc32 (Chris Doty-Humphrey), 128 bits of state, warmed up by 12 rounds. */
export function createDice(seed: string): Dice {
	let [a, b, c, d] = hashed(seed)
	function uint32(): number {
		const sum = (((a + b) | 0) + d) | 0
		d = (d + 1) | 0
		a = b ^ (b >>> 9)
		b = (c + (c << 3)) | 0
		c = (c << 21) | (c >>> 11)
		c = (c + sum) | 0
		return sum >>> 0
	}
	for (let round = 0; round < 12; round++) uint32()
	const unit = () => uint32() / 2 ** 32
	const below = (count: number) => Math.floor(unit() * count)
	return {
		unit,
		below,
		uint32,
		oneIn: (times) => below(times) === 0,
		pick: (values) => values[below(values.length)],
		between: (least, most) => least + unit() * (most - least),
		apart: (name) => createDice(`${seed}/${name}`)
	}
}

/** Four words of 32 bits from any text (cyrb128). */
function hashed(text: string): [number, number, number, number] {
	let [h1, h2, h3, h4] = [1779033703, 3144134277, 1013904242, 2773480762]
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at)
		h1 = h2 ^ Math.imul(h1 ^ code, 597399067)
		h2 = h3 ^ Math.imul(h2 ^ code, 2869860233)
		h3 = h4 ^ Math.imul(h3 ^ code, 951274213)
		h4 = h1 ^ Math.imul(h4 ^ code, 2716044179)
	}
	return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1]
}
