/** How the API answers: JSON, and a refusal by its name with one sentence for a person. */
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { API_REFUSALS, type ApiRefusal, type RefusalBody } from '#lib/core/account/refusal.ts'
import type { Result } from '#lib/core/result.ts'
import type { ReadBody } from './read-body.ts'

export function refuse(
	c: Context,
	why: ApiRefusal,
	more: { readonly field?: string; readonly sentence?: string } = {}
): Response {
	const { status, sentence } = API_REFUSALS[why]
	const body: RefusalBody = { error: why, sentence, ...more }
	return c.json(body, status satisfies ContentfulStatusCode)
}

export function refuseFor(c: Context, seconds: number): Response {
	c.header('retry-after', String(seconds))
	return refuse(c, 'too-often')
}

/** The value as JSON; `{}` where there is none. */
export const reply = (c: Context, result: Result<unknown, ApiRefusal>): Response =>
	result.ok ? c.json(result.value ?? {}) : refuse(c, result.why)

export const refuseBody = (
	c: Context,
	{ why, field, message }: ReadBody<unknown> & { readonly ok: false }
): Response => refuse(c, why, { field, sentence: message })
