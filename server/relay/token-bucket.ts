/** So much at once, and so much each second after it. */
export interface TokenBucket {
	/** False: there is not enough; nothing is taken. */
	take(amount: number): boolean
}

export function createTokenBucket(
	{ atOnce, perSecond }: { readonly atOnce: number; readonly perSecond: number },
	now: () => number
): TokenBucket {
	let left = atOnce
	let filledAt = now()
	return {
		take(amount) {
			const at = now()
			// A clock that is set back neither gives nor takes.
			left = Math.min(atOnce, left + (Math.max(0, at - filledAt) / 1_000) * perSecond)
			filledAt = at
			if (amount > left) return false
			left -= amount
			return true
		}
	}
}
