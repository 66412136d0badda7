/**
 * Which calls of the library of accounts are open, with what body, how often, and how they answer. Everything else it
 * could do (list tokens of sessions, hand out tokens of providers, …) is not reachable.
 */
import { z } from 'zod'
import {
	LONGEST_PASSWORD,
	SHORTEST_PASSWORD,
	SIGN_IN_PROVIDERS,
	type PasskeyView,
	type WayIn
} from '#lib/core/account/sign-in.ts'
import type { Rate } from './rate-limit.ts'
import { address, nothingShape, personName } from './request-shapes.ts'

export interface AuthRoute {
	/** Undefined: it has no body. */
	readonly body: z.ZodType<Readonly<Record<string, unknown>>> | undefined
	/** For each network address. */
	readonly rate: Rate
	/** For each e-mail address of the body, whoever asks: guesses from many networks count together. */
	readonly ratePerEmail?: Rate
	/** What the caller gets of a success. `redirect`: the answer as it is. */
	readonly answer: ((json: unknown) => unknown) | 'redirect'
}

/** Guessing is stopped for each account by `ratePerEmail`; this many are a whole team signing in at nine. */
const SIGNING_IN: Rate = { max: 30, seconds: 60 }
const GUESSES: Rate = { max: 10, seconds: 600 }
const SIGNING_UP: Rate = { max: 20, seconds: 600 }
const MAILS: Rate = { max: 5, seconds: 600 }
const MAILS_PER_EMAIL: Rate = { max: 3, seconds: 3_600 }
const RESETS: Rate = { max: 20, seconds: 600 }
const ORDINARY: Rate = { max: 60, seconds: 60 }

const newPassword = z
	.string('give a password')
	.min(SHORTEST_PASSWORD, `give at least ${SHORTEST_PASSWORD} characters`)
	.max(LONGEST_PASSWORD, `give at most ${LONGEST_PASSWORD} characters`)
const oldPassword = z
	.string('give the password')
	.min(1, 'give the password')
	.max(LONGEST_PASSWORD, `give at most ${LONGEST_PASSWORD} characters`)
/** A path of our own page: never another site, also not as `//host` or `/\host`. */
const ownPath = z
	.string('give a path')
	.max(500, 'give at most 500 characters')
	.regex(/^\/(?![/\\])[\w\-./?=&%#]*$/, 'give a path of the page such as /settings')
const rowId = z.string('give an id').regex(/^[\w-]{1,64}$/, 'give an id')
const provider = z.enum(SIGN_IN_PROVIDERS, `give one of ${SIGN_IN_PROVIDERS.join(', ')}`)
const providerBody = z
	.strictObject({ provider, callbackURL: ownPath, errorCallbackURL: ownPath })
	.transform((body) => ({ ...body, disableRedirect: true }))
/** What the authenticator signed: WebAuthn's JSON, taken apart and verified by the library. */
const text = z.string('give the answer of the authenticator').max(20_000, 'give a shorter one')
const passkeyResponse = z.looseObject(
	{ id: text, rawId: text, type: text, response: z.looseObject({}) },
	'give the answer of the authenticator'
)

const nothing = () => ({})

const post = (
	body: AuthRoute['body'],
	rate: Rate,
	more: Partial<Pick<AuthRoute, 'ratePerEmail' | 'answer'>> = {}
): AuthRoute => ({ body, rate, answer: nothing, ...more })

const get = (answer: AuthRoute['answer']): AuthRoute => ({ body: undefined, rate: ORDINARY, answer })

/** By method and path behind `/api/auth`. */
export const AUTH_ROUTES: Readonly<Record<string, AuthRoute>> = {
	'POST /sign-up/email': post(
		z.strictObject({ name: personName, email: address, password: newPassword }),
		SIGNING_UP
	),
	'POST /sign-in/email': post(
		z.strictObject({
			email: address,
			password: oldPassword,
			rememberMe: z.boolean('give true or false').optional()
		}),
		SIGNING_IN,
		{ ratePerEmail: GUESSES }
	),
	'POST /sign-in/social': post(providerBody, SIGNING_IN, { answer: toAddress }),
	'POST /link-social': post(providerBody, SIGNING_IN, { answer: toAddress }),
	'GET /callback/google': { body: undefined, rate: SIGNING_IN, answer: 'redirect' },
	'GET /callback/microsoft': { body: undefined, rate: SIGNING_IN, answer: 'redirect' },
	'GET /list-accounts': get(toWaysIn),
	'POST /unlink-account': post(z.strictObject({ accountId: rowId }), ORDINARY),
	'POST /sign-out': post(nothingShape, ORDINARY),
	'POST /request-password-reset': post(z.strictObject({ email: address }), MAILS, {
		ratePerEmail: MAILS_PER_EMAIL
	}),
	'POST /reset-password': post(z.strictObject({ newPassword, token: rowId }), RESETS),
	'POST /change-password': post(
		z.strictObject({
			currentPassword: oldPassword,
			newPassword,
			revokeOtherSessions: z.boolean('give true or false').optional()
		}),
		RESETS
	),
	'POST /update-user': post(z.strictObject({ name: personName }), ORDINARY),
	'GET /passkey/generate-register-options': get((json) => json),
	'GET /passkey/generate-authenticate-options': get((json) => json),
	'GET /passkey/list-user-passkeys': get(toPasskeys),
	'POST /passkey/verify-registration': post(
		z.strictObject({ response: passkeyResponse, name: personName.optional() }),
		ORDINARY
	),
	'POST /passkey/verify-authentication': post(z.strictObject({ response: passkeyResponse }), SIGNING_IN),
	'POST /passkey/delete-passkey': post(z.strictObject({ id: rowId }), ORDINARY),
	'POST /passkey/update-passkey': post(z.strictObject({ id: rowId, name: personName }), ORDINARY)
}

function toAddress(json: unknown) {
	return { url: (json as { url: string }).url }
}

function toWaysIn(json: unknown): readonly WayIn[] {
	return (json as readonly { id: string; providerId: WayIn['provider'] }[]).map(({ id, providerId }) => ({
		id,
		provider: providerId
	}))
}

function toPasskeys(json: unknown): readonly PasskeyView[] {
	const passkeys = json as readonly { id: string; name?: string | null; createdAt?: string | null }[]
	return passkeys.map(({ id, name, createdAt }) => ({
		id,
		name: name ?? '',
		createdAt: createdAt ? new Date(createdAt).getTime() : 0
	}))
}
