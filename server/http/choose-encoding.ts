import type { Encoding } from './site.ts'

/** The best encoding an `Accept-Encoding` header allows (RFC 9110 §12.5.3): brotli, then gzip; `q=0` forbids one. */
export function chooseEncoding(header: string | undefined): Encoding {
	const allowed = new Map<string, boolean>()
	for (const part of header?.split(',') ?? []) {
		const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
		allowed.set(name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
	}
	const allows = (encoding: string) => allowed.get(encoding) ?? allowed.get('*') ?? false
	return allows('br') ? 'br' : allows('gzip') ? 'gzip' : 'identity'
}
