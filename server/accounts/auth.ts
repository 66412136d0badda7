/**
 * better-auth with our settings: what it may store, who may become an account, what is told of its sessions. Its own
 * rate limits and its lists of sessions are not used: `server/http` and `sessions.ts` have one of each for everything.
 */
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '#lib/core/account/sign-in.ts'
import type { PeopleDatabase } from './people-file.ts'
import type { RunningCall } from './sign-up.ts'

export const AUTH_PATH = '/api/auth'
/** A tablet at the front desk stays signed in while it is used at least once a month. */
const SESSION_SECONDS = 30 * 86_400
const RENEWED_AFTER_SECONDS = 86_400
/** Registering a passkey takes a session that began within this time. */
const FRESH_SECONDS = 86_400
const MAILED_RESET_SECONDS = 3_600
/** Set by us from the connection; whatever a caller sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-real-client-ip'

export interface Provider {
	readonly clientId: string
	readonly clientSecret: string
}

export interface AuthDeps {
	readonly db: PeopleDatabase
	readonly secret: string
	/** Origin; undefined: whatever name of this machine people use. */
	readonly publicUrl: string | undefined
	readonly google: Provider | undefined
	readonly microsoft: (Provider & { readonly tenant: string }) | undefined
	/** Undefined: no mail server. */
	readonly mailReset: ((to: string, token: string) => Promise<void>) | undefined
	/** The call that better-auth is answering now. */
	readonly running: () => RunningCall | undefined
	readonly onSessionEnd: (session: { readonly id: string; readonly userId: string }) => void
	readonly onUserChange: (person: string) => void
	readonly log: (line: string) => void
}

export type Auth = ReturnType<typeof createAuth>

export function createAuth(deps: AuthDeps) {
	const { publicUrl, google, microsoft, mailReset, running } = deps
	return betterAuth({
		appName: 'Daybook',
		// Only links of the library use it, and those that are used need PUBLIC_URL; requests bring their own origin.
		baseURL: publicUrl ?? 'http://localhost',
		basePath: AUTH_PATH,
		// An array, so that variables of the environment which the library knows change nothing.
		secrets: [{ version: 1, value: deps.secret }],
		database: { db: deps.db, type: 'sqlite', transaction: true },
		trustedOrigins: () => [running()?.origin].filter((origin) => origin !== undefined),
		telemetry: { enabled: false },
		rateLimit: { enabled: false },
		emailAndPassword: {
			enabled: true,
			minPasswordLength: SHORTEST_PASSWORD,
			maxPasswordLength: LONGEST_PASSWORD,
			revokeSessionsOnPasswordReset: true,
			resetPasswordTokenExpiresIn: MAILED_RESET_SECONDS,
			...(mailReset && { sendResetPassword: ({ user, token }) => mailReset(user.email, token) })
		},
		session: { expiresIn: SESSION_SECONDS, updateAge: RENEWED_AFTER_SECONDS, freshAge: FRESH_SECONDS },
		verification: { storeIdentifier: 'hashed' },
		account: {
			encryptOAuthTokens: true,
			// An address at Google proves nothing about who made the account here: linking is asked for, when signed in.
			accountLinking: {
				enabled: true,
				disableImplicitLinking: true,
				// Whoever is signed in on both ends may link them, whatever the address there is and who has checked it.
				trustedProviders: ['google', 'microsoft'],
				allowDifferentEmails: true
			}
		},
		user: {
			additionalFields: {
				founder: { type: 'boolean', required: false, defaultValue: false, input: false }
			}
		},
		socialProviders: {
			...(google && { google: { ...google, prompt: 'select_account' as const } }),
			...(microsoft && {
				microsoft: {
					clientId: microsoft.clientId,
					clientSecret: microsoft.clientSecret,
					tenantId: microsoft.tenant,
					// Who it is, and nothing of their account there.
					disableDefaultScope: true,
					scope: ['openid', 'profile', 'email'],
					disableProfilePhoto: true,
					prompt: 'select_account' as const
				}
			})
		},
		plugins: [passkey({ rpID: new URL(publicUrl ?? 'http://localhost').hostname, rpName: 'Daybook' })],
		databaseHooks: {
			user: {
				create: {
					before: async (user) => {
						const founder = admitted(running(), user.email)
						// A provider's picture is an address that every colleague's browser would ask.
						return { data: { ...user, name: shownName(user), image: null, founder } }
					},
					after: async ({ id, name, email }) => running()?.oncreated({ id, name, email })
				},
				update: { after: async ({ id }) => deps.onUserChange(id) }
			},
			session: { delete: { after: async ({ id, userId }) => deps.onSessionEnd({ id, userId }) } },
			// Signing in needs no token afterwards, and what is not kept cannot be stolen.
			account: {
				create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
				update: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) }
			}
		},
		advanced: {
			cookiePrefix: 'daybook',
			useSecureCookies: publicUrl?.startsWith('https:') ?? false,
			// Explicit: under a test runner the library would leave both checks out.
			disableCSRFCheck: false,
			disableOriginCheck: false,
			// The library stops at 100 rows otherwise, also when it tells of all sessions that end.
			database: { defaultFindManyLimit: 10_000 },
			ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
			// A mail that is on its way must not make the answer for a known address slower.
			backgroundTasks: { handler: (task) => void task.catch(() => deps.log('accounts: a mail was not sent')) }
		},
		onAPIError: { errorURL: `${publicUrl ?? ''}/sign-in` },
		logger: {
			level: 'error',
			// Errors with their place in the code; never the other values, which may be anything.
			log: (_level, message, ...about: unknown[]) => {
				const errors = about
					.filter((one) => one instanceof Error)
					.map((one) => `\n${one.stack ?? one.message}`)
				deps.log(`accounts: ${message}${errors.join('')}`)
			}
		}
	})
}

const LONGEST_NAME = 100

/** Names of providers are as free as any text; ours are one line, and never empty. */
function shownName({ name, email }: { readonly name: string; readonly email: string }): string {
	const line = name
		.replace(/[\p{C}\p{Z}]+/gu, ' ')
		.trim()
		.slice(0, LONGEST_NAME)
	return line === '' ? (email.split('@')[0] ?? email) : line
}

const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null }

/** Whether the new account is the founder's. Throws what the library answers with 403. */
function admitted(call: RunningCall | undefined, email: string): boolean {
	const admission = call?.admission
	if (!admission)
		throw new APIError('FORBIDDEN', { code: 'SIGN_UP_CLOSED', message: 'A new account takes an invitation' })
	if (admission.email !== undefined && admission.email !== email.toLowerCase())
		throw new APIError('FORBIDDEN', {
			code: 'OTHER_ADDRESS',
			message: 'The invitation is for another address'
		})
	return admission.kind === 'founder'
}
