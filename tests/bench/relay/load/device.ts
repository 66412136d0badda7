/** One client on the line: joins a room, sends edits, counts those of others and the acknowledgements of its own. */
import { editOf } from './edits.ts'
import { NEWCOMER, type createReader, type Dialect, type Heard, type Known } from './dialects.ts'
import { LARGE, openSocket } from './socket.ts'

export interface DeviceEvents {
	/** `clock` of an edit of another device. Once for each edit. */
	onedit(from: number, clock: number): void
	/** Milliseconds since it was sent. */
	onacknowledged(ms: number): void
}

export interface Device {
	readonly client: number
	readonly sent: number
	/** Frames' payload so far. */
	readonly bytes: number
	readonly epoch: string
	/** Of the log, as far as it was told. */
	readonly position: number
	/** All that it sent is acknowledged. */
	settled(): Promise<void>
	/** When the edit of this clock was sent. */
	sentAt(clock: number): number
	/** The next edit of its own. */
	sendEdit(): void
	sendUpdate(update: Uint8Array): void
	end(): void
}

export interface DeviceOptions {
	readonly dialect: Dialect
	readonly read: ReturnType<typeof createReader>
	readonly port: number
	readonly room: string
	readonly client: number
	readonly known?: Known
	/** Everything the server says of the document, for whoever wants to look into it. */
	readonly onupdate?: (update: Uint8Array) => void
	readonly events: DeviceEvents
	/** Something that has no place in a measurement. */
	readonly onfault: (why: string) => void
}

/** Resolves when the room is caught up with. */
export function joinRoom(options: DeviceOptions): Promise<Device> {
	const { dialect, read, port, room, client, known = NEWCOMER, events, onupdate, onfault } = options
	const sentAt: number[] = []
	const waiting: number[] = []
	let acknowledged = 0
	let bytesHeard = 0
	let epoch = ''
	let position = 0
	let goal: number | undefined
	let joined: (() => void) | undefined
	let onsettled: (() => void) | undefined

	function hear(heard: Heard): void {
		switch (heard.kind) {
			case 'edits':
				position = Math.max(position, heard.position)
				if (onupdate) onupdate(heard.update)
				for (const range of heard.ranges ?? [])
					if (range.client !== client)
						for (let clock = range.from; clock < range.to; clock += 1) events.onedit(range.client, clock)
				if (goal !== undefined && position >= goal) joined?.()
				return
			case 'synced':
				onupdate?.(heard.update)
				return joined?.()
			case 'asked':
				return sendUpdateFrame(dialect.answer(room, known), Number.NaN)
			case 'admitted':
				return dialect.admitted(room, known).forEach((bytes) => socket.send(bytes))
			case 'opened':
				epoch = heard.epoch
				goal = heard.position
				if (goal <= (epoch === known.epoch ? known.position : 0)) joined?.()
				return
			case 'acknowledged':
				position = Math.max(position, heard.position)
				return acknowledge(heard.count ?? acknowledged + 1)
			case 'refused':
				return onfault(`refused: ${heard.why}`)
			case 'other':
				return undefined
			default:
				return heard satisfies never
		}
	}

	function acknowledge(count: number): void {
		for (; acknowledged < count; acknowledged += 1) {
			const at = waiting[acknowledged]
			if (at !== undefined && !Number.isNaN(at)) events.onacknowledged(performance.now() - at)
		}
		if (acknowledged >= waiting.length) onsettled?.()
	}

	function sendUpdateFrame(bytes: Uint8Array, at: number): void {
		waiting.push(at)
		socket.send(bytes)
	}

	const socket = openSocket(
		{ port, path: dialect.path(room), whole: onupdate !== undefined },
		{
			onopen: () => dialect.hello(room, known).forEach((bytes) => socket.send(bytes)),
			onframe(bytes, length) {
				bytesHeard += length
				hear(read(bytes, length <= LARGE || onupdate !== undefined))
			},
			onclose: (why) => onfault(why)
		}
	)

	const device: Device = {
		client,
		get sent() {
			return sentAt.length
		},
		get bytes() {
			return bytesHeard
		},
		get epoch() {
			return epoch
		},
		get position() {
			return position
		},
		settled: () =>
			new Promise((resolve) => {
				onsettled = resolve
				if (acknowledged >= waiting.length) resolve()
			}),
		sentAt: (clock) => sentAt[clock] ?? Number.NaN,
		sendEdit() {
			const update = editOf(client, sentAt.length)
			const now = performance.now()
			sentAt.push(now)
			sendUpdateFrame(dialect.edit(room, update), now)
		},
		sendUpdate: (update) => sendUpdateFrame(dialect.edit(room, update), performance.now()),
		end: () => socket.end()
	}
	return new Promise((resolve) => {
		joined = () => {
			joined = undefined
			resolve(device)
		}
	})
}
