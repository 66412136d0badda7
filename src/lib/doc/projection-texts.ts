/**
 * Texts of a projection: each distinct one lies once in one long string, and is known by its number. One string and one
 * array of ends clone in a fraction of the time of thousands of strings.
 */
export interface Texts {
	readonly joined: string
	/** Where each text ends in `joined`, in UTF-16 units. */
	readonly ends: Uint32Array
}

export interface TextWriter {
	readonly numberOf: (text: string) => number
	readonly finish: () => Texts
}

export function createTextWriter(): TextWriter {
	const numbers = new Map<string, number>()
	return {
		numberOf(text) {
			const known = numbers.get(text)
			if (known !== undefined) return known
			numbers.set(text, numbers.size)
			return numbers.size - 1
		},
		finish() {
			const ends = new Uint32Array(numbers.size)
			let end = 0
			let at = 0
			for (const text of numbers.keys()) ends[at++] = end += text.length
			return { joined: [...numbers.keys()].join(''), ends }
		}
	}
}

export function readTexts({ joined, ends }: Texts): readonly string[] {
	let from = 0
	return Array.from(ends, (end) => {
		const text = joined.slice(from, end)
		from = end
		return text
	})
}
