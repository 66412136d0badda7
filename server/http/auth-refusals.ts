/** Refusals of the library of accounts in the words of our API. */
import type { ApiRefusal } from '#lib/core/account/refusal.ts'

/** By the library's code; what is missing here goes by the status. */
const BY_CODE: Readonly<Record<string, ApiRefusal>> = {
	INVALID_EMAIL_OR_PASSWORD: 'wrong-credentials',
	INVALID_PASSWORD: 'wrong-credentials',
	CREDENTIAL_ACCOUNT_NOT_FOUND: 'wrong-credentials',
	SIGN_UP_CLOSED: 'sign-up-closed',
	OTHER_ADDRESS: 'other-address',
	USER_ALREADY_EXISTS: 'address-taken',
	USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'address-taken',
	// Two came first at once: this one lost.
	FAILED_TO_CREATE_USER: 'sign-up-closed',
	INVALID_TOKEN: 'link-expired',
	TOKEN_EXPIRED: 'link-expired',
	RESET_PASSWORD_DISABLED: 'no-mail',
	SESSION_NOT_FRESH: 'sign-in-again',
	FAILED_TO_UNLINK_LAST_ACCOUNT: 'last-way-in',
	ACCOUNT_NOT_FOUND: 'not-found',
	PROVIDER_NOT_FOUND: 'not-found',
	CHALLENGE_NOT_FOUND: 'passkey-failed',
	PASSKEY_NOT_FOUND: 'passkey-failed',
	AUTHENTICATION_FAILED: 'passkey-failed',
	FAILED_TO_VERIFY_REGISTRATION: 'passkey-failed',
	YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: 'passkey-failed',
	UNABLE_TO_CREATE_SESSION: 'failed'
}

export function authRefusal(status: number, code: unknown): ApiRefusal {
	const known = typeof code === 'string' && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined
	if (known) return known
	if (status === 401) return 'signed-out'
	if (status === 403) return 'not-allowed'
	if (status === 404) return 'not-found'
	return status >= 500 ? 'failed' : 'bad-request'
}
