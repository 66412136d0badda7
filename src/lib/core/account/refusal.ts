/** Why the HTTP API turns something away: the closed list. Answers are `RefusalBody` with the status of the table. */
export const API_REFUSALS = {
	/** `field` names what and `sentence` what would do. */
	'bad-request': { status: 400, sentence: 'The server cannot read this request' },
	'signed-out': { status: 401, sentence: 'Sign in to go on' },
	/** One sentence for a wrong address and a wrong password. */
	'wrong-credentials': { status: 401, sentence: 'The address or the password is not right' },
	'passkey-failed': {
		status: 401,
		sentence: 'This passkey was not accepted: try again, or sign in with your password'
	},
	/** Registering a passkey takes a sign-in of the last day. */
	'sign-in-again': { status: 403, sentence: 'For this, sign in once more' },
	'not-allowed': { status: 403, sentence: 'Your role does not allow this' },
	'other-origin': { status: 403, sentence: 'This request came from another site' },
	/** The server has people already, and the request came without a valid invitation. */
	'sign-up-closed': { status: 403, sentence: 'A new account takes an invitation: ask for a link' },
	/** Also for what exists and is not for this person: nothing tells them apart. */
	'not-found': { status: 404, sentence: 'There is nothing here for you' },
	/** Unknown, expired, revoked, used up: nothing tells them apart. */
	'no-invitation': { status: 404, sentence: 'This invitation is not valid any more: ask for a new link' },
	/** Of a link to a new password. */
	'link-expired': { status: 404, sentence: 'This link is not valid any more: ask for a new one' },
	/** Only told to those who hold an invitation. */
	'address-taken': {
		status: 409,
		sentence: 'There is an account with this address: sign in with it, then open the invitation again'
	},
	'no-mail': { status: 409, sentence: 'This server sends no mail: ask an owner or admin for a link' },
	/** Signed in with another address than the invitation is for. */
	'other-address': { status: 403, sentence: 'This invitation is for another address' },
	/** The id is on this server already, with somebody else. */
	taken: { status: 409, sentence: 'This book is connected to the server by somebody else' },
	'last-way-in': { status: 409, sentence: 'This is your only way to sign in: add another one first' },
	'last-owner': { status: 409, sentence: 'A workspace needs an owner: make somebody else one first' },
	/** Owners and admins manage every shared calendar, and everybody their own. */
	'fixed-access': { status: 409, sentence: 'This right comes with the role and cannot be changed here' },
	/** Too many workspaces, calendars or invitations. */
	'too-many': { status: 409, sentence: 'There are too many of these already' },
	'too-large': { status: 413, sentence: 'The request is too large' },
	'not-json': { status: 415, sentence: 'The server takes JSON only' },
	/** With `retry-after` in seconds. */
	'too-often': { status: 429, sentence: 'Too many tries: wait a little' },
	failed: { status: 500, sentence: 'Something went wrong on the server' }
} as const satisfies Readonly<Record<string, { readonly status: number; readonly sentence: string }>>

export type ApiRefusal = keyof typeof API_REFUSALS

export interface RefusalBody {
	readonly error: ApiRefusal
	/** For a person. */
	readonly sentence: string
	/** Of `bad-request`: the path of the value, such as `calendars.0.id`. */
	readonly field?: string
}
