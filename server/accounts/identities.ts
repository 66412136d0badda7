/**
 * Who is behind a cookie, remembered for a few seconds: the relay and every request ask. What ends is forgotten at once,
 * and an answer that was being read meanwhile is read again.
 */
import type { SignedIn } from './accounts.ts'

/** Short enough that a new name is seen, long enough for the burst of a starting page. */
const REMEMBERED_MS = 3_000
/** Beyond this the oldest is forgotten first. */
const MOST_REMEMBERED = 10_000

export interface Identities {
	identify(cookie: string | undefined): Promise<SignedIn | undefined>
	forgetPerson(person: string): void
	forgetSession(session: string): void
}

interface Remembered {
	readonly person: SignedIn | undefined
	readonly until: number
}

export function createIdentities(
	find: (cookie: string) => Promise<SignedIn | undefined>,
	now: () => number
): Identities {
	const known = new Map<string, Remembered>()
	const reading = new Map<string, Promise<SignedIn | undefined>>()
	let forgotten = 0

	async function read(cookie: string): Promise<SignedIn | undefined> {
		for (;;) {
			const before = forgotten
			const person = await find(cookie)
			if (before !== forgotten) continue
			known.delete(cookie)
			known.set(cookie, { person, until: now() + REMEMBERED_MS })
			const oldest = known.size > MOST_REMEMBERED ? known.keys().next().value : undefined
			if (oldest !== undefined) known.delete(oldest)
			return person
		}
	}

	function forget(matches: (person: SignedIn) => boolean): void {
		forgotten += 1
		for (const [cookie, { person }] of known) if (person && matches(person)) known.delete(cookie)
	}

	return {
		async identify(cookie) {
			if (cookie === undefined) return undefined
			const remembered = known.get(cookie)
			if (remembered && remembered.until > now()) return remembered.person
			const running = reading.get(cookie) ?? read(cookie).finally(() => reading.delete(cookie))
			reading.set(cookie, running)
			return running
		},
		forgetPerson: (person) => forget(({ id }) => id === person),
		forgetSession: (session) => forget((person) => person.session === session)
	}
}

/** The value of one cookie of a request, undecoded; undefined when it is not there. */
export function cookieOf(headers: Headers, name: string): string | undefined {
	for (const part of headers.get('cookie')?.split(';') ?? []) {
		const [key, ...value] = part.split('=')
		if (key?.trim() === name) return value.join('=').trim()
	}
	return undefined
}
