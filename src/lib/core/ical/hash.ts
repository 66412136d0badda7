/**
 * Names made from content: the same text gives the same name on every device, so a file imported on two devices at
 * once makes the same records. 128 bits in four lanes, each multiplied by an odd constant per character and mixed with
 * its neighbours at the end. Quick and even, not cryptographic: a collision made on purpose harms only its maker's book.
 */
import { RANDOM_LENGTH, randomPart } from '../appointment/ids.ts'

/** Odd numbers with about half their bits set, as multiplicative hashing wants. */
const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const

/** `RANDOM_LENGTH` characters of the alphabet of ids (60 bits) that depend on every character of `text`. */
export function hashOf(text: string): string {
	const lanes = [...FACTORS] as [number, number, number, number]
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at)
		lanes[0] = Math.imul(lanes[0] ^ code, FACTORS[0])
		lanes[1] = Math.imul(lanes[1] ^ code ^ (lanes[0] >>> 15), FACTORS[1])
		lanes[2] = Math.imul(lanes[2] ^ code ^ (lanes[1] >>> 13), FACTORS[2])
		lanes[3] = Math.imul(lanes[3] ^ code ^ (lanes[2] >>> 16), FACTORS[3])
	}
	const bytes = new Uint8Array(RANDOM_LENGTH)
	for (let at = 0; at < RANDOM_LENGTH; at++) {
		const lane = at % 4
		lanes[lane] = stir((lanes[lane] as number) ^ (lanes[(lane + 1) % 4] as number) ^ (text.length + at))
		bytes[at] = lanes[lane] >>> 24
	}
	return randomPart(bytes)
}

/** Spreads every bit over the whole word. */
function stir(word: number): number {
	const once = Math.imul(word ^ (word >>> 16), FACTORS[1])
	const twice = Math.imul(once ^ (once >>> 13), FACTORS[2])
	return twice ^ (twice >>> 16)
}

/** The hash of a value, whatever the order in which its keys were written. */
export const hashOfValue = (value: unknown): string => hashOf(canonical(value))

/** JSON with keys in order and without absent ones. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
	const entries = Object.entries(value)
		.filter(([, inner]) => inner !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1))
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
