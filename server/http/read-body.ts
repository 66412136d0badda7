/** Reads the body of a request into a shape, once, at the edge. */
import type { Context } from 'hono'
import type { z } from 'zod'
import { API_REFUSALS } from '#lib/core/account/refusal.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'

export type BodyRefusal = 'bad-request' | 'not-json'

export type ReadBody<Value> =
	| { readonly ok: true; readonly value: Value }
	| {
			readonly ok: false
			readonly why: BodyRefusal
			/** Of `bad-request`: the path of the value, such as `calendars.0.id`; '' for the whole. */
			readonly field: string
			readonly message: string
	  }

const LONGEST_QUOTE = 60
/** Never said back, not even to the one who sent it: answers end up in logs. */
const SECRET_FIELD = /password|code|token|response|secret/i

/** A body that is missing counts as `{}`. */
export async function readBody<Value>(c: Context, shape: z.ZodType<Value>): Promise<ReadBody<Value>> {
	const text = await c.req.text()
	if (text !== '' && !isJson(c.req.header('content-type')))
		return { ...refuse('not-json', API_REFUSALS['not-json'].sentence), field: '' }
	const json = parseJson(text === '' ? '{}' : text)
	return json.ok ? readValue(json.value, shape) : { ...json, field: '' }
}

export function readValue<Value>(value: unknown, shape: z.ZodType<Value>): ReadBody<Value> {
	const read = shape.safeParse(value)
	if (read.success) return ok(read.data)
	const { field, sentence } = complaint(read.error, value)
	return { ...refuse('bad-request', sentence), field }
}

export const isJson = (contentType: string | undefined): boolean =>
	/^application\/json\s*(;|$)/i.test(contentType ?? '')

function parseJson(text: string): Result<unknown, 'bad-request'> {
	try {
		return ok(JSON.parse(text))
	} catch {
		return refuse('bad-request', 'The body is not JSON: send one JSON object')
	}
}

/** What failed, with which value, what would do: of the first that is wrong. */
function complaint(error: z.ZodError, body: unknown): { readonly field: string; readonly sentence: string } {
	const [issue] = error.issues
	const path = issue?.path ?? []
	const field = path.map(String).join('.')
	const wanted = issue?.message ?? 'another shape'
	if (issue?.code === 'unrecognized_keys') {
		const names = issue.keys.map((key) => quote(key)).join(', ')
		return { field, sentence: `${field || 'The body'} has ${names}: leave it out` }
	}
	if (SECRET_FIELD.test(field)) return { field, sentence: `${field} cannot be taken: ${wanted}` }
	return { field, sentence: `${field || 'The body'} is ${quote(valueAt(body, path))}: ${wanted}` }
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
	let value = body
	for (const key of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
		value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
	}
	return value
}

function quote(value: unknown): string {
	if (value === undefined) return 'missing'
	if (Array.isArray(value)) return `a list of ${value.length}`
	if (typeof value === 'object' && value !== null) return 'an object'
	const text = JSON.stringify(value)
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
}
