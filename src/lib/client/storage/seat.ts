/**
 * Who writes the rows of a document: of all tabs the one that holds its Web Lock. The browser hands the lock on when
 * the tab closes or dies, so there is never a lease that could run out or be forgotten.
 */
export type Seat = 'writer' | 'reader'

export interface SeatHolder {
	readonly seat: Promise<Seat>
	/** Lets the next tab write. */
	leave(): void
}

/** Without locks every tab writes: more rows than needed, nothing lost. `onpromoted`: a reader became the writer. */
export function takeSeat(locks: LockManager | undefined, room: string, onpromoted: () => void): SeatHolder {
	const leaving = new AbortController()
	const left = new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()))
	const name = `daybook/${room}`
	const seat = new Promise<Seat>((resolve) => {
		if (!locks) return resolve('writer')
		locks
			.request(name, { ifAvailable: true }, (lock) => {
				if (lock) {
					resolve('writer')
					return left
				}
				resolve('reader')
				waitInLine()
				return undefined
			})
			// Locks are refused in opaque origins and while the page is being discarded.
			.catch(() => resolve('writer'))
	})

	function waitInLine() {
		locks
			?.request(name, { signal: leaving.signal }, () => {
				onpromoted()
				return left
			})
			.catch(() => undefined)
	}

	return { seat, leave: () => leaving.abort() }
}

export function pageLocks(): LockManager | undefined {
	try {
		return globalThis.navigator?.locks
	} catch {
		return undefined
	}
}
