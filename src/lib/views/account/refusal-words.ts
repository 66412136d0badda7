/** What a person reads when the server, the browser or the network turned something away: what failed and what would help. */
import type { AccountRefusal } from '#lib/client/live/account.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '#lib/core/account/sign-in.ts'
import type { Refusal } from '#lib/core/result.ts'

/** `undefined`: the sentence that came with it says more, such as which value is wrong. */
const WORDS = {
	offline: 'The server cannot be reached at present. Nothing was changed: try again in a moment.',
	cancelled: 'The passkey was not used. Try again, or take your password.',
	'no-passkeys': 'This browser has no passkeys here: take your password.',
	'no-book': 'A demo stays on this device: start a book of your own to share it.',
	'bad-request': undefined,
	'signed-out': 'You are signed out: sign in again to go on.',
	'wrong-credentials': 'The address or the password is not right.',
	'passkey-failed': 'This passkey was not accepted: try again, or take your password.',
	'sign-in-again': 'Your sign-in is a while ago: sign out and in once more, then do this.',
	'not-allowed': 'Your role does not allow this: ask an owner or admin.',
	'other-origin':
		'The server did not take this from here: open Daybook by the address that your team uses for it.',
	'sign-up-closed': 'A new account takes an invitation: ask an owner or admin of your team for a link.',
	'not-found': 'This is not there (any more), or not for this account.',
	'no-invitation':
		'This invitation is not valid any more: it was used, taken back, or its time is over. Ask for a new link.',
	'link-expired': 'This link is not valid any more: each works once and not for long. Ask for a new one.',
	'address-taken': 'There is an account with this address already: sign in with it.',
	'no-mail':
		'This server sends no mail. An owner or admin of your team can give you a link to a new password.',
	'other-address': 'This invitation is for another address: sign in with the one it was sent to.',
	taken: 'This book is on the server already, shared by somebody else: ask them for an invitation.',
	'last-way-in': 'This is your only way to sign in: add another one first.',
	'last-owner': 'A book needs an owner: make somebody else one first.',
	'fixed-access': 'This right comes with the role and cannot be changed here.',
	'too-many': 'There are too many of these already: remove some first.',
	'too-large': 'This is too large for the server.',
	'not-json': 'This page does not fit the server: reload it.',
	'too-often': 'Too many tries: wait a few minutes, then try again.',
	failed: 'Something went wrong on the server. Nothing is lost: try again in a moment.'
} as const satisfies Readonly<Record<AccountRefusal, string | undefined>>

/** `instead`: words that fit the place better. */
export function sayRefusal(
	{ why, message }: Refusal<AccountRefusal>,
	instead: Partial<Record<AccountRefusal, string>> = {}
): string {
	return instead[why] ?? WORDS[why] ?? message
}

/**
 * What came back with `?error=…` from Google or Microsoft. The codes are those of the library of accounts and of OAuth
 * (RFC 6749 §4.1.2.1); of what is not here the person can only try again.
 */
const RETURN_WORDS: Readonly<Record<string, string>> = {
	access_denied: 'Signing in was stopped there. Try again, or take your password.',
	SIGN_UP_CLOSED: WORDS['sign-up-closed'],
	signup_disabled: WORDS['sign-up-closed'],
	unable_to_create_user: WORDS['sign-up-closed'],
	OTHER_ADDRESS: WORDS['other-address'],
	account_not_linked:
		'There is an account with this address that was made in another way: sign in with its password or passkey.',
	email_not_found: 'They gave no e-mail address: sign in with a password instead.'
}

/** `search` of the address; undefined: nothing went wrong. */
export function sayReturn(search: string): string | undefined {
	const error = new URLSearchParams(search).get('error')
	if (error === null) return undefined
	const known = Object.hasOwn(RETURN_WORDS, error) ? RETURN_WORDS[error] : undefined
	return known ?? 'Signing in there did not work. Try again, or take your password.'
}

export const PASSWORD_HINT = `At least ${SHORTEST_PASSWORD} characters: a few words are easy to remember`

/** What is wrong with what was typed; undefined: nothing. */
export function passwordFault(password: string): string | undefined {
	if (password.length < SHORTEST_PASSWORD) return `Take at least ${SHORTEST_PASSWORD} characters`
	if (password.length > LONGEST_PASSWORD) return `Take at most ${LONGEST_PASSWORD} characters`
	return undefined
}

/** Only what is no address for sure: the server has the last word. */
export const emailFault = (email: string): string | undefined =>
	/^[^\s@]+@[^\s@]+$/u.test(email.trim()) ? undefined : 'Give your e-mail address, such as mia@example.org'

export const nameFault = (name: string): string | undefined =>
	name.trim() === '' ? 'Give your name, as colleagues know you' : undefined
