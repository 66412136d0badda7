/** What the pieces of sharing are made of. */
import type { RightsStore } from './rights-store.ts'
import type { SharingDatabase } from './tables.ts'

export interface SharingDeps {
	readonly db: SharingDatabase
	/** Milliseconds since the epoch. */
	readonly now: () => number
	readonly randomBytes: (length: number) => Uint8Array
	/** Names and addresses of accounts. */
	readonly people: (
		ids: readonly string[]
	) => Promise<ReadonlyMap<string, { readonly name: string; readonly email: string }>>
	/** Undefined: no mail server. */
	readonly sendMail:
		| ((mail: { readonly to: string; readonly subject: string; readonly text: string }) => Promise<boolean>)
		| undefined
}

export interface Shared extends SharingDeps {
	readonly store: RightsStore
}
