/**
 * Signing up, in and out: `/api/auth/…`, answered by the library of accounts behind our own checks. Answers are `{}`
 * where nothing else is said; a refusal is a `RefusalBody` as everywhere. After each of them `GET /api/me` says who is
 * signed in.
 */

/** `POST /api/auth/sign-up/email`. Takes a new server, or an invitation that was looked at before (its cookie). */
export interface SignUpRequest {
	readonly name: string
	readonly email: string
	/** 10 to 128 characters. */
	readonly password: string
}
/** NIST SP 800-63B asks for 8; a password of a book that others rely on is a little longer. */
export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 128

/** `POST /api/auth/sign-in/email`. `rememberMe` false: until the browser is closed. */
export interface SignInRequest {
	readonly email: string
	readonly password: string
	readonly rememberMe?: boolean
}

/**
 * `POST /api/auth/sign-in/social`, and `POST /api/auth/link-social` for somebody signed in: answers `ProviderAddress`, to
 * which the page goes. It comes back to `callbackURL`, or to `errorCallbackURL` with `?error=…`. Both are paths.
 */
export interface ProviderRequest {
	readonly provider: SignInProvider
	readonly callbackURL: string
	readonly errorCallbackURL: string
}
export interface ProviderAddress {
	readonly url: string
}
export const SIGN_IN_PROVIDERS = ['google', 'microsoft'] as const
export type SignInProvider = (typeof SIGN_IN_PROVIDERS)[number]

/** `GET /api/auth/list-accounts`; `POST /api/auth/unlink-account` takes `{ accountId }`, but not the last one. */
export interface WayIn {
	readonly id: string
	/** `credential` is the password. */
	readonly provider: SignInProvider | 'credential'
}

/** `POST /api/auth/request-password-reset`: by mail. The same answer whether the address is known or not. */
export interface ResetMailRequest {
	readonly email: string
}

/** `POST /api/auth/reset-password`: ends every session of the account. `token` stands behind `#` in the link. */
export interface NewPasswordRequest {
	readonly newPassword: string
	readonly token: string
}

/** `POST /api/auth/change-password`. */
export interface ChangePasswordRequest {
	readonly currentPassword: string
	readonly newPassword: string
	readonly revokeOtherSessions?: boolean
}

/** `POST /api/auth/update-user`. */
export interface UpdatePersonRequest {
	readonly name: string
}

/**
 * `GET /api/auth/passkey/list-user-passkeys`. Registering: `GET …/generate-register-options`, then
 * `POST …/verify-registration` with `{ response, name? }` (`sign-in-again` when the last sign-in is a day ago). Signing
 * in: `GET …/generate-authenticate-options`, then `POST …/verify-authentication` with `{ response }`. The options and
 * the response are WebAuthn's own JSON. `POST …/delete-passkey` takes `{ id }`, `POST …/update-passkey` `{ id, name }`.
 */
export interface PasskeyView {
	readonly id: string
	readonly name: string
	/** Milliseconds since the epoch. */
	readonly createdAt: number
}
