/** Puts accounts together: the library, who may sign up, who is signed in, their sessions. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { resetLink } from '#lib/core/account/invitation.ts'
import type { Accounts, Admissions, AuthCall, SendMail, SignedIn, SignedInChange } from './accounts.ts'
import { ADDRESS_HEADER, AUTH_PATH, createAuth, type AuthDeps } from './auth.ts'
import { cookieOf, createIdentities } from './identities.ts'
import { resetMail } from './reset-mail.ts'
import { createSessions } from './sessions.ts'
import { createSignUp, type RunningCall } from './sign-up.ts'

export interface AccountsDeps extends Pick<
	AuthDeps,
	'db' | 'secret' | 'publicUrl' | 'google' | 'microsoft' | 'log'
> {
	readonly admissions: Admissions
	/** Undefined: no mail server. Takes `publicUrl` for its links. */
	readonly sendMail: SendMail | undefined
	/** Milliseconds since the epoch. */
	readonly now: () => number
}

/** Expired sessions end within this time also where nobody asks with them. */
const SWEEP_MS = 60_000
/** A link that somebody hands over in person. */
const RESET_MS = 24 * 3_600_000
const RESET_BY_MAIL = '/request-password-reset'
/** 192 bits. */
const TOKEN_BYTES = 24

export async function createAccounts(deps: AccountsDeps): Promise<Accounts> {
	const { db, publicUrl, sendMail, now, log } = deps
	const listeners = new Set<(change: SignedInChange) => void>()
	const tell = (change: SignedInChange) => listeners.forEach((listener) => listener(change))

	const calls = new AsyncLocalStorage<RunningCall>()
	const auth = createAuth({
		...deps,
		mailReset: sendMail && ((to, token) => mailReset(sendMail, publicUrl, to, token)),
		running: () => calls.getStore(),
		onSessionEnd: ({ id, userId }) => {
			identities.forgetSession(id)
			tell({ person: userId, session: id, ended: true })
		},
		onUserChange: (person) => {
			identities.forgetPerson(person)
			tell({ person, session: undefined, ended: false })
		}
	})
	await migrate(auth, db)
	const context = await auth.$context
	const sessionCookie = context.authCookies.sessionToken.name
	const identities = createIdentities(async (cookie) => {
		const headers = new Headers({ cookie: `${sessionCookie}=${cookie}` })
		return signedIn(await auth.api.getSession({ headers, query: { disableRefresh: true } }))
	}, now)
	const isNew = createIsNew(async () => (await context.internalAdapter.countTotalUsers()) === 0)
	const signUp = createSignUp({
		calls,
		hand: (call) => auth.handler(toRequest(call, context.baseURL)),
		isNew,
		admissions: deps.admissions
	})
	const sessions = createSessions(context, now)
	const sweep = setInterval(() => {
		sessions
			.endExpired()
			.catch((error: unknown) => log(`accounts: expired sessions stay for now: ${String(error)}`))
	}, SWEEP_MS).unref()

	/** A known address takes a write longer than an unknown one: so the answer waits for neither. */
	async function answerFirst(call: AuthCall): Promise<Response> {
		signUp
			.answer(call)
			.catch((error: unknown) => log(`accounts: no link to a new password: ${String(error)}`))
		return Response.json({})
	}

	return {
		identify: (headers) => identities.identify(cookieOf(headers, sessionCookie)),
		async renew(headers) {
			const cookie = cookieOf(headers, sessionCookie)
			if (cookie === undefined) return { person: undefined, cookies: [] }
			const asked = await auth.api.getSession({
				headers: new Headers({ cookie: headers.get('cookie') ?? '' }),
				returnHeaders: true
			})
			return { person: signedIn(asked.response), cookies: asked.headers.getSetCookie() }
		},
		isNew,
		answer: (call) => (sendMail && call.path === RESET_BY_MAIL ? answerFirst(call) : signUp.answer(call)),
		async people(ids) {
			const people = await context.internalAdapter.listUsers(undefined, undefined, undefined, [
				{ field: 'id', operator: 'in', value: [...ids] }
			])
			return new Map(people.map(({ id, name, email }) => [id, { name, email }]))
		},
		sessionsOf: (person) => sessions.of(person),
		endSession: (person, session) => sessions.end(person, session),
		endOtherSessions: (person) => sessions.endOthers(person),
		async resetToken(person) {
			const token = randomBytes(TOKEN_BYTES).toString('base64url')
			const expiresAt = now() + RESET_MS
			await context.internalAdapter.createVerificationValue({
				identifier: `reset-password:${token}`,
				value: person,
				expiresAt: new Date(expiresAt)
			})
			return { token, expiresAt }
		},
		onchange(listener) {
			listeners.add(listener)
			return () => void listeners.delete(listener)
		},
		close: () => clearInterval(sweep)
	}
}

/** The library makes its own tables; one founder is what ours adds. */
async function migrate(auth: ReturnType<typeof createAuth>, db: AuthDeps['db']): Promise<void> {
	const { runMigrations } = await getMigrations(auth.options)
	await runMigrations()
	await sql`create unique index if not exists user_founder on "user" (founder) where founder = 1`.execute(db)
}

/** Accounts are never deleted: once there is one, nobody needs to look again. */
function createIsNew(look: () => Promise<boolean>): () => Promise<boolean> {
	let isNew = true
	return async () => {
		if (isNew) isNew = await look()
		return isNew
	}
}

async function mailReset(
	send: SendMail,
	publicUrl: string | undefined,
	to: string,
	token: string
): Promise<void> {
	// Config refuses a mail server without PUBLIC_URL: a link of a forged Host header would carry the token away.
	if (publicUrl === undefined) return
	await send({ to, ...resetMail(resetLink(publicUrl, token)) })
}

/** Only headers that the library needs; the address is ours, whatever the caller sent under that name. */
function toRequest(call: AuthCall, baseUrl: string): Request {
	const headers = new Headers({ origin: call.origin, [ADDRESS_HEADER]: call.address })
	for (const name of ['cookie', 'user-agent', 'accept-language']) {
		const value = call.headers.get(name)
		if (value !== null) headers.set(name, value)
	}
	if (call.body !== undefined) headers.set('content-type', 'application/json')
	const url = new URL(`${AUTH_PATH}${call.path}`, baseUrl)
	return new Request(url, {
		method: call.method,
		headers,
		...(call.body !== undefined && { body: call.body })
	})
}

interface Found {
	readonly user: {
		readonly id: string
		readonly name: string
		readonly email: string
		readonly founder?: boolean | null
	}
	readonly session: { readonly id: string }
}

const signedIn = (found: Found | null): SignedIn | undefined =>
	found
		? {
				id: found.user.id,
				name: found.user.name,
				email: found.user.email,
				isFounder: found.user.founder === true,
				session: found.session.id
			}
		: undefined
