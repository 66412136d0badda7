/**
 * Binds the relay to HTTP long polling, for where WebSockets do not come through (`core/wire/poll.ts` is the law). Each
 * request is asked where it comes from and who sends it, as an upgrade is; a session is its own identity's only.
 */
import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import {
	MAX_POLL_BYTES,
	POLL_HOLD_MS,
	POLL_SESSION_MS,
	readPollRequest,
	writePollAnswer,
	type PollAnswer,
	type PollRequest
} from '#lib/core/wire/poll.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import type { Gate, Identity } from './gate.ts'
import { createPollSession, type PollSession } from './poll-session.ts'
import type { Relay, Schedule } from './relay.ts'
import { readSyncQuery } from './sync-address.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

export interface Polling {
	/** To be put at `/sync/poll`. */
	readonly routes: Hono
	/** Sessions that are kept. */
	readonly count: number
	/** Nobody begins any more. Close the relay first: then whoever waits is told so. */
	close(): void
}

export interface PollingDeps {
	readonly relay: Pick<Relay, 'connect'>
	readonly identify: Gate['identify']
	/** The request comes from our own page. */
	readonly isOurs: (headers: Headers) => boolean
	/** Seconds until this address may try again; 0: now. */
	readonly waitFor: (c: Context) => number
	/** Milliseconds since the epoch. */
	readonly now: () => number
	readonly schedule: Schedule
}

/** A request that was held and is cut off: the tab was closed. One that lost its network comes again after a second. */
const CUT_OFF_MS = 4_000
/** A tab is a session, and one whose end nobody noticed is kept for a minute. */
const SESSIONS_PER_MEMBER = 30
/** A drag tells twenty times a second where it is. */
const REQUESTS = { atOnce: 120, perSecond: 40 }
/** Of bodies that one member is sending at this moment. */
const READING_BYTES = 2 * MAX_POLL_BYTES

interface Kept {
	readonly session: PollSession
	readonly bucket: TokenBucket
	/** Anew with each request. */
	callOff: () => void
}

export function createPolling(deps: PollingDeps): Polling {
	const { relay, now, schedule } = deps
	const sessions = new Map<string, Kept>()
	/** Bytes by member. */
	const reading = new Map<string, number>()
	let isClosing = false

	function begin(identity: Identity, device: string): string | undefined {
		if (!makeRoom(identity)) return undefined
		const id = randomBytes(16).toString('base64url')
		const session = createPollSession({
			id,
			identity,
			device,
			schedule,
			connect: (connection) => relay.connect(connection, 'many')
		})
		sessions.set(id, { session, bucket: createTokenBucket(REQUESTS, now), callOff: () => undefined })
		return id
	}

	/** Of a member with many, one that nobody waits at ends; false where somebody waits at each. */
	function makeRoom({ member }: Identity): boolean {
		const own = [...sessions].filter(([, { session }]) => session.identity.member === member)
		if (own.length < SESSIONS_PER_MEMBER) return true
		const [id] =
			own.find(([, { session }]) => session.isClosed) ?? own.find(([, { session }]) => !session.isHeld) ?? []
		if (id === undefined) return false
		end(id)
		return true
	}

	function end(id: string): void {
		const kept = sessions.get(id)
		sessions.delete(id)
		kept?.callOff()
		kept?.session.end()
	}

	function find(id: string, { member, session }: Identity): Kept | undefined {
		const kept = sessions.get(id)
		const isOwn = kept?.session.identity.member === member && kept.session.identity.session === session
		return isOwn ? kept : undefined
	}

	async function converse(c: Context, asked: PollRequest, id: string, kept: Kept): Promise<Response> {
		const renew = (ms: number) => {
			kept.callOff()
			if (sessions.get(id) === kept) kept.callOff = schedule(ms, () => end(id))
		}
		// While a request is held nothing else needs to come.
		renew(POLL_HOLD_MS + POLL_SESSION_MS)
		const { signal } = c.req.raw
		const said = await kept.session.answer(asked, signal)
		if (!kept.session.isHeld) renew(asked.wait && signal.aborted ? CUT_OFF_MS : POLL_SESSION_MS)
		return said === 'malformed' ? c.body(null, 400) : bytes(c, said)
	}

	/** Or the status that says why not. */
	async function read(c: Context, { member }: Identity): Promise<Uint8Array | 400 | 413 | 429> {
		const length = Number(c.req.header('content-length') ?? MAX_POLL_BYTES)
		if (!(length <= MAX_POLL_BYTES)) return 413
		const before = reading.get(member) ?? 0
		if (before + length > READING_BYTES) return 429
		reading.set(member, before + length)
		try {
			return await readWhole(c.req.raw.body)
		} finally {
			const rest = (reading.get(member) ?? 0) - length
			if (rest > 0) reading.set(member, rest)
			else reading.delete(member)
		}
	}

	async function answer(c: Context, identity: Identity, device: string): Promise<Response> {
		const body = await read(c, identity)
		if (typeof body === 'number') return refuse(c, body)
		const asked = readPollRequest(body)
		if (!asked.ok || (asked.value.session === '' && asked.value.frames.length > 0)) return refuse(c, 400)
		const isNew = asked.value.session === ''
		if (isNew && isClosing) return refuse(c, 503)
		const id = isNew ? begin(identity, device) : asked.value.session
		if (id === undefined) return refuse(c, 429)
		const kept = find(id, identity)
		if (!kept) return refuse(c, 404)
		if (!kept.bucket.take(1)) return refuse(c, 429)
		return converse(c, asked.value, id, kept)
	}

	const routes = new Hono()
	routes.use(async (c, next) => {
		c.header('cache-control', 'no-store')
		const wait = deps.waitFor(c)
		if (wait > 0) return refuse(c, 429, wait)
		return deps.isOurs(c.req.raw.headers) ? next() : refuse(c, 403)
	})
	routes.post('/', async (c) => {
		const { device, isKnownVersion } = readSyncQuery(new URL(c.req.url).searchParams)
		if (!isKnownVersion('required')) return bytes(c, over('too-old'))
		const identity = await deps.identify(c.req.raw.headers)
		return identity ? answer(c, identity, device) : bytes(c, over('unauthenticated'))
	})
	return {
		routes,
		get count() {
			return sessions.size
		},
		close() {
			isClosing = true
		}
	}
}

async function readWhole(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | 400 | 413> {
	const chunks: Uint8Array[] = []
	let length = 0
	try {
		for await (const chunk of body ?? []) {
			length += chunk.byteLength
			if (length > MAX_POLL_BYTES) return 413
			chunks.push(chunk)
		}
		return Buffer.concat(chunks, length)
	} catch {
		// The device went away in the middle.
		return 400
	}
}

/** Nothing is said of the session: who asks has none. */
const over = (closed: RefusalCode): PollAnswer => ({ session: '', received: 0, first: 0, frames: [], closed })

const bytes = (c: Context, answer: PollAnswer): Response =>
	c.body(writePollAnswer(answer) as Uint8Array<ArrayBuffer>, 200, {
		'content-type': 'application/octet-stream'
	})

function refuse(c: Context, status: 400 | 403 | 404 | 413 | 429 | 503, seconds = 1): Response {
	if (status === 429) c.header('retry-after', String(seconds))
	return c.body(null, status)
}
