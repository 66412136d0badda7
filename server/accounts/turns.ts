/** One after the other for the same key, side by side for different ones. Within this process. */
export interface Turns {
	take<Value>(key: string, work: () => Promise<Value>): Promise<Value>
}

export function createTurns(): Turns {
	const last = new Map<string, Promise<unknown>>()
	return {
		take(key, work) {
			const mine = (last.get(key) ?? Promise.resolve()).then(work)
			const done = mine.then(
				() => undefined,
				() => undefined
			)
			last.set(key, done)
			void done.then(() => {
				if (last.get(key) === done) last.delete(key)
			})
			return mine
		}
	}
}
