/** What the browser does of a passkey: WebAuthn's own JSON in and out. */
import { ok, refuse, type Result } from '#lib/core/result.ts'

export type PasskeyFault = 'cancelled' | 'no-passkeys'

/** Options and answers are what the server and the browser say to each other: nobody here looks inside. */
export interface Passkeys {
	create(options: unknown): Promise<Result<object, PasskeyFault>>
	get(options: unknown): Promise<Result<object, PasskeyFault>>
}

const NONE = refuse('no-passkeys' as const, 'This browser has no passkeys here: use your password')
const CANCELLED = refuse('cancelled' as const, 'The passkey was not used')

export const pagePasskeys: Passkeys = {
	create: (options) =>
		ask((key) =>
			navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options as never) })
		),
	get: (options) =>
		ask((key) => navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options as never) }))
}

async function ask(
	asked: (key: typeof PublicKeyCredential) => Promise<Credential | null>
): Promise<Result<object, PasskeyFault>> {
	if (typeof PublicKeyCredential === 'undefined' || !('parseCreationOptionsFromJSON' in PublicKeyCredential))
		return NONE
	try {
		const credential = await asked(PublicKeyCredential)
		return credential instanceof PublicKeyCredential ? ok(credential.toJSON() as object) : CANCELLED
	} catch {
		// NotAllowedError: the dialog was closed or timed out; the browser does not say which.
		return CANCELLED
	}
}
