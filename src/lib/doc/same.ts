/** Equality of plain values (what a register or a core record can hold), and keeping the older of two equal ones. */

export function sameValue(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
	if (Array.isArray(a) !== Array.isArray(b)) return false
	const keysOfA = Object.keys(a)
	if (keysOfA.length !== Object.keys(b).length) return false
	const inB = b as Record<string, unknown>
	return keysOfA.every((key) => key in inB && sameValue((a as Record<string, unknown>)[key], inB[key]))
}

/** `next`, with every part that equals `previous` taken from it: what did not change keeps its identity. */
export function keepSame<Value extends object>(previous: Value | undefined, next: Value): Value {
	if (!previous) return next
	if (sameValue(previous, next)) return previous
	const kept = { ...next }
	for (const key of Object.keys(kept) as (keyof Value)[]) {
		if (sameValue(previous[key], kept[key])) kept[key] = previous[key]
	}
	return kept
}
