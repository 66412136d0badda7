/** The HTTP API as calls that answer a value or one of its refusals. What the server says is checked where it is used. */
import { API_REFUSALS, type ApiRefusal } from '#lib/core/account/refusal.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Http = <Value = unknown>(
	method: Method,
	path: string,
	body?: object
) => Promise<Result<Value, ApiRefusal | 'offline'>>

type Fetch = (path: string, init: RequestInit) => Promise<Response>

const OFFLINE = refuse('offline' as const, 'The server cannot be reached at present: try again in a moment')

/** `base` is empty for the page's own server. */
export const createHttp =
	(fetch: Fetch = (path, init) => globalThis.fetch(path, init), base = ''): Http =>
	async <Value>(method: Method, path: string, body?: object) => {
		let answer: Response
		let json: unknown
		try {
			answer = await fetch(`${base}${path}`, {
				method,
				credentials: 'same-origin',
				headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
				...(body && { body: JSON.stringify(body) })
			})
			json = parsed(await answer.text())
		} catch {
			return OFFLINE
		}
		// A page that stands where the server should be, such as a host of files or the sign-in of a hotel.
		if (answer.ok) return json === undefined ? OFFLINE : ok(json as Value)
		return (
			refusalIn(json) ?? (answer.status >= 500 ? OFFLINE : refuse('failed', API_REFUSALS.failed.sentence))
		)
	}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

function refusalIn(json: unknown) {
	if (typeof json !== 'object' || json === null) return undefined
	const { error, sentence } = json as { readonly error?: unknown; readonly sentence?: unknown }
	if (typeof error !== 'string' || !Object.hasOwn(API_REFUSALS, error)) return undefined
	const why = error as ApiRefusal
	return refuse(why, typeof sentence === 'string' ? sentence : API_REFUSALS[why].sentence)
}
