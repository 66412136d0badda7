/** Sessions of a person, seen and ended by themselves; and those whose time is over, ended by the server. */
import type { SessionView } from '#lib/core/account/person.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import type { SignedIn } from './accounts.ts'
import type { Auth } from './auth.ts'

type Context = Awaited<Auth['$context']>

export interface Sessions {
	of(person: SignedIn): Promise<readonly SessionView[]>
	end(person: SignedIn, session: string): Promise<Result<void, 'not-found'>>
	endOthers(person: SignedIn): Promise<void>
	endExpired(): Promise<void>
}

/** The library deletes by token; its hooks then tell the rest of the server. */
export function createSessions({ internalAdapter, adapter }: Context, now: () => number): Sessions {
	const stored = (person: SignedIn) => internalAdapter.listSessions(person.id, { onlyActiveSessions: true })
	return {
		async of(person) {
			const sessions = (await stored(person)).map((session): SessionView => ({
				id: session.id,
				isThis: session.id === person.session,
				browser: session.userAgent ?? '',
				address: session.ipAddress ?? '',
				startedAt: session.createdAt.getTime(),
				usedAt: session.updatedAt.getTime(),
				expiresAt: session.expiresAt.getTime()
			}))
			return sessions.sort((a, b) => b.startedAt - a.startedAt)
		},
		async end(person, id) {
			const session = (await stored(person)).find((one) => one.id === id)
			if (!session) return refuse('not-found', 'This session is over already')
			await internalAdapter.deleteSession(session.token)
			return ok(undefined)
		},
		async endOthers(person) {
			const others = (await stored(person)).filter(({ id }) => id !== person.session)
			if (others.length > 0) await internalAdapter.deleteSessions(others.map(({ token }) => token))
		},
		async endExpired() {
			const expired = await adapter.findMany<{ token: string }>({
				model: 'session',
				where: [{ field: 'expiresAt', operator: 'lt', value: new Date(now()) }]
			})
			if (expired.length > 0) await internalAdapter.deleteSessions(expired.map(({ token }) => token))
		}
	}
}
