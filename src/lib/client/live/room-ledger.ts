/**
 * What the server has of one room: what it said is on its disk, and what is on the way to it. Of updates only the
 * clocks they reach from and to are kept.
 */
import { coversAll, extended, joined, type Vector } from '../storage/vector.ts'

export interface Meta {
	readonly from: Vector
	readonly to: Vector
}

interface Sent extends Meta {
	refused: boolean
}

export class RoomLedger {
	/** On the server's disk. */
	durable: Vector
	/** On its disk, or sent and not refused, or come from it. */
	offered: Vector
	/** Those of this opening that are not acknowledged, in order; acknowledgements count from the first of all. */
	readonly #sent: Sent[] = []
	#acknowledged = 0
	#wasRefused = false

	constructor(durable: Vector) {
		this.durable = durable
		this.offered = durable
	}

	/** The server's word when a room is opened stands for all that was believed before. */
	opened(vector: Vector): void {
		this.durable = vector
		this.offered = vector
		this.#wasRefused = false
		this.#sent.length = 0
		this.#acknowledged = 0
	}

	/** Somebody else of this device was told so. */
	heard(vector: Vector): void {
		this.durable = joined(this.durable, vector)
		this.offered = joined(this.offered, vector)
	}

	/** The server sent it, maybe before it was on its disk: its author brings it again when it does not get there. */
	received({ from, to }: Meta): void {
		this.offered = extended(this.offered, from, to)
	}

	sent(meta: Meta): void {
		this.#sent.push({ ...meta, refused: false })
		// Behind a gap (the line was congested) it does not count: what lies in the gap has to go, too.
		this.offered = extended(this.offered, meta.from, meta.to)
	}

	/** The first `count` updates are on the disk, but for the refused ones among them. */
	acknowledged(count: number): void {
		const news = this.#sent.splice(0, Math.max(0, count - this.#acknowledged))
		this.#acknowledged += news.length
		for (const { refused, from, to } of news) if (!refused) this.durable = extended(this.durable, from, to)
		this.offered = joined(this.offered, this.durable)
	}

	/** The n-th, from 1. */
	refused(update: number): void {
		const sent = this.#sent[update - 1 - this.#acknowledged]
		if (!sent) return
		sent.refused = true
		this.#wasRefused = true
	}

	/** Every update that was sent is on the disk or was refused. */
	get isSettled(): boolean {
		return this.#sent.every(({ refused }) => refused)
	}

	/** True when nothing of `mine` has to get to the server's disk from here: it is there, or came from the server. */
	hasAll(mine: Vector): boolean {
		if (coversAll(this.durable, mine)) return true
		return this.#sent.length === 0 && !this.#wasRefused && coversAll(this.offered, mine)
	}
}
