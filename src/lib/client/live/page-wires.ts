/** How a page reaches its server: the origin it came from. */
import type { Wires } from './live-state.svelte.ts'
import { pageTimers } from './timers.ts'
import { pollingLine } from './polling-line.ts'
import { webSocketLine, type Socket } from './websocket-line.ts'

export function pageWires(): Wires {
	const { origin } = location
	return {
		webSocket: webSocketLine((address) => new WebSocket(address) as unknown as Socket, origin),
		polling: pollingLine((path, init) => fetch(path, init), pageTimers, origin),
		timers: pageTimers
	}
}
