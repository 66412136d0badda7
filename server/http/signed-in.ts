/** Lets only signed-in people on, and says who they are. */
import type { MiddlewareHandler } from 'hono'
import type { Accounts, SignedIn } from '../accounts/accounts.ts'
import { refuse } from './answer.ts'

export interface SignedInEnv {
	Variables: { readonly person: SignedIn }
}

export const signedIn =
	({ identify }: Pick<Accounts, 'identify'>): MiddlewareHandler<SignedInEnv> =>
	async (c, next) => {
		const person = await identify(c.req.raw.headers)
		if (!person) return refuse(c, 'signed-out')
		c.set('person', person)
		return next()
	}
