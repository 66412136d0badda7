/**
 * Stands before every route of the API: nothing is cached, nobody asks endlessly, and what changes state comes from our
 * own page, as JSON, in a reasonable size. SameSite cookies and these checks each suffice against forged requests.
 */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse, refuseFor } from './answer.ts'
import { networkOf, type ClientAddress } from './client-address.ts'
import type { OwnOrigin } from './own-origin.ts'
import type { Rate, RateLimits } from './rate-limit.ts'
import { isJson } from './read-body.ts'

export interface Guarding {
	readonly ownOrigin: OwnOrigin
	readonly limits: RateLimits
	readonly clientAddress: ClientAddress
}

/** A whole business behind one address, with a dozen devices starting at nine. */
const READS: Rate = { max: 1_200, seconds: 60 }
const CHANGES: Rate = { max: 300, seconds: 60 }
/** A list of 100 calendars has 6 KB, an answer of a passkey less than 8. */
const MOST_BYTES = 64 << 10

export const changesState = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

export function apiGuard({ ownOrigin, limits, clientAddress }: Guarding): readonly MiddlewareHandler[] {
	const guard: MiddlewareHandler = async (c, next) => {
		c.header('cache-control', 'no-store')
		const network = networkOf(clientAddress(c))
		const changes = changesState(c.req.method)
		const wait = limits.take(`${changes ? 'changes' : 'reads'} ${network}`, changes ? CHANGES : READS)
		if (wait > 0) return refuseFor(c, wait)
		if (!changes) return next()
		if (!ownOrigin.isOurs(c.req.raw.headers)) return refuseOrigin(c, ownOrigin)
		const type = c.req.header('content-type')
		return type !== undefined && !isJson(type) ? refuse(c, 'not-json') : next()
	}
	return [guard, bodyLimit({ maxSize: MOST_BYTES, onError: (c) => refuse(c, 'too-large') })]
}

function refuseOrigin(c: Parameters<MiddlewareHandler>[0], ownOrigin: OwnOrigin): Response {
	if (ownOrigin.of(c.req.raw.headers) !== undefined) return refuse(c, 'other-origin')
	// The one mistake of whoever sets up a server, so it says what would do.
	const sentence = 'This address is not known to the server: set PUBLIC_URL to the address people open'
	return refuse(c, 'other-origin', { sentence })
}
