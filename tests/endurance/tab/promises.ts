/** What a page has promised of each appointment by the words beside it, and whether that was kept. */

/** Each client with one appointment: when it is and its status, in words. */
export type Rows = ReadonlyMap<string, string>

/** One painted frame: the rung of the save ladder and the appointments on the page at that moment. */
export interface Frame {
	readonly rung: string
	readonly rows: Rows
	/** Clients with more than one. */
	readonly doubled: readonly string[]
}

const GONE = 'not there'

export class Promises {
	readonly #rungs: ReadonlySet<string>
	/** In these states each may be found: the last one promised, and what was shown or tried since. */
	readonly #allowed = new Map<string, Set<string>>()
	readonly #tried = new Map<string, Set<string>>()

	/** `rungs`: those whose words are this promise. */
	constructor(...rungs: readonly string[]) {
		this.#rungs = new Set(rungs)
	}

	/** Whoever reads this page finds these, and nothing that is not among them. */
	begin(rows: Rows): void {
		this.#tried.clear()
		for (const client of this.#everybody(rows)) this.#allowed.set(client, new Set([rows.get(client) ?? GONE]))
	}

	/** These are as good as those that were promised: they may have come there. */
	mayBe(rows: Rows): void {
		for (const client of this.#everybody(rows)) this.#allowedOf(client).add(rows.get(client) ?? GONE)
	}

	/** The person is about to do this; undefined: to take it away. */
	tries(client: string, state: string | undefined): void {
		const tried = this.#tried.get(client) ?? new Set()
		this.#tried.set(client, tried.add(state ?? GONE))
	}

	/** Tells what this frame shows that nobody did. */
	sees({ rung, rows, doubled }: Frame): readonly string[] {
		const faults = [...this.broken(rows), ...doubled.map((client) => `${client} is there twice`)]
		for (const client of this.#everybody(rows)) {
			const state = rows.get(client) ?? GONE
			const allowed = this.#allowedOf(client)
			this.#tried.get(client)?.delete(state)
			if (this.#rungs.has(rung)) allowed.clear()
			allowed.add(state)
		}
		return faults
	}

	/** What is not as it was promised. */
	broken(rows: Rows): readonly string[] {
		return this.#everybody(rows).flatMap((client) => {
			const state = rows.get(client) ?? GONE
			const right = [...(this.#allowed.get(client) ?? []), ...(this.#tried.get(client) ?? [])]
			if (right.length === 0) return [`${client} (${state}) came from nowhere`]
			return right.includes(state) ? [] : [`${client} is ${state}, and was ${right.join(' or ')}`]
		})
	}

	/** All that may be true of each, for another promise that follows this one. */
	passOnTo(other: Promises): void {
		for (const states of [this.#allowed, this.#tried])
			for (const [client, some] of states) for (const state of some) other.#allowedOf(client).add(state)
	}

	#allowedOf(client: string): Set<string> {
		const known = this.#allowed.get(client) ?? new Set([GONE])
		this.#allowed.set(client, known)
		return known
	}

	#everybody = (rows: Rows): readonly string[] => [
		...new Set([...this.#allowed.keys(), ...this.#tried.keys(), ...rows.keys()])
	]
}
