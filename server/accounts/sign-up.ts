/**
 * Who may become an account: whoever comes first to a new server, then those with an invitation. What is being created
 * holds its turn until the invitation is taken, so that one for one person never makes two accounts.
 */
import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Admissions, AuthCall } from './accounts.ts'
import { createTurns } from './turns.ts'

export interface NewPerson {
	readonly id: string
	readonly name: string
	readonly email: string
}

export interface Admission {
	readonly kind: 'founder' | 'invited'
	/** Set: only for this address. */
	readonly email: string | undefined
}

/** What the hooks of the library know of the call they run in. */
export interface RunningCall {
	readonly origin: string
	readonly admission: Admission | undefined
	readonly oncreated: (person: NewPerson) => void
}

export interface SignUp {
	answer(call: AuthCall): Promise<Response>
}

export interface SignUpDeps {
	/** Where the hooks of the library find the call they run in. */
	readonly calls: AsyncLocalStorage<RunningCall>
	readonly hand: (call: AuthCall) => Promise<Response>
	readonly isNew: () => Promise<boolean>
	readonly admissions: Admissions
}

/** Calls that can end in a new account. */
const CREATING = /^\/(sign-up\/email|sign-in\/social|callback\/)/
const FOUNDING = 'founder'

export function createSignUp({ calls, hand, isNew, admissions }: SignUpDeps): SignUp {
	const turns = createTurns()

	async function run(call: AuthCall, admission: Admission | undefined): Promise<Response> {
		const created: NewPerson[] = []
		const running = {
			origin: call.origin,
			admission,
			oncreated: (person: NewPerson) => void created.push(person)
		}
		const response = await calls.run(running, () => hand(call))
		if (admission?.kind === 'invited' && call.code !== undefined)
			for (const person of created) await admissions.join(call.code, person)
		return response
	}

	async function admit(call: AuthCall): Promise<Response> {
		if (await isNew())
			return turns.take(FOUNDING, async () =>
				(await isNew()) ? run(call, { kind: 'founder', email: undefined }) : invite(call)
			)
		return invite(call)
	}

	async function invite(call: AuthCall): Promise<Response> {
		const { code } = call
		if (code === undefined) return uninvited(call)
		return turns.take(`code ${code}`, async () => {
			const invitation = await admissions.invitation(code)
			return invitation ? run(call, { kind: 'invited', email: invitation.email }) : uninvited(call)
		})
	}

	/** A known address and an unknown one get the same answer: the library is not even asked. */
	const uninvited = async (call: AuthCall): Promise<Response> =>
		call.path.startsWith('/sign-up/')
			? Response.json({ code: 'SIGN_UP_CLOSED' }, { status: 403 })
			: run(call, undefined)

	return {
		answer: (call) => (CREATING.test(call.path) ? admit(call) : run(call, undefined))
	}
}
