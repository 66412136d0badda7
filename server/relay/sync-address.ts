/** What a device asks for by the address it opens: `/sync?v=1&device=…`, or `/sync/<room>` as y-websocket writes it. */
import { WIRE_VERSION } from '#lib/core/wire/message.ts'
import type { Wanted } from './relay.ts'

export interface SyncAddress {
	readonly wanted: Wanted
	/** As the device names itself; '' where it does not. */
	readonly device: string
	/** False: it speaks another version of the wire, and its page has to be loaded anew. */
	readonly isKnownVersion: boolean
}

/** It is kept with every edit. */
const LONGEST_DEVICE = 64

/** Undefined: no address of the relay. `url` is the path of a request with what stands behind it. */
export function readSyncAddress(url: string): SyncAddress | undefined {
	const [, path = '', query = ''] = /^([^?#]*)\??([^#]*)/.exec(url) ?? []
	const [isSync, encoded] = /^\/sync(?:\/(.+))?$/.exec(path) ?? []
	if (isSync === undefined) return undefined
	const { isKnownVersion, device } = readSyncQuery(new URLSearchParams(query))
	if (encoded === undefined) return { wanted: 'many', device, isKnownVersion: isKnownVersion('required') }
	const room = decoded(encoded)
	return room === undefined
		? undefined
		: { wanted: { room }, device, isKnownVersion: isKnownVersion('optional') }
}

/** `v` may be left out by those who speak y-websocket only: of theirs there is one version. */
export function readSyncQuery(query: URLSearchParams) {
	const version = query.get('v')
	return {
		device: (query.get('device') ?? '').slice(0, LONGEST_DEVICE),
		isKnownVersion: (presence: 'required' | 'optional'): boolean =>
			version === String(WIRE_VERSION) || (version === null && presence === 'optional')
	}
}

function decoded(text: string): string | undefined {
	try {
		return decodeURIComponent(text)
	} catch {
		return undefined
	}
}
