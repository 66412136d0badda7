/**
 * Whether a request comes from our own page (OWASP, "verifying origin with standard headers"). Browsers send `Origin`
 * with every request that changes something and with every upgrade; a page of somebody else cannot forge it.
 */
export interface OwnOrigin {
	/** Where the page of this request lives: PUBLIC_URL, or the name of this machine that it used. Undefined: neither. */
	of(headers: Headers): string | undefined
	/** For everything that changes state, and for the upgrade of a WebSocket. */
	isOurs(headers: Headers): boolean
}

export function createOwnOrigin({ publicUrl }: { readonly publicUrl: string | undefined }): OwnOrigin {
	const originOf = (headers: Headers): string | undefined => {
		if (publicUrl !== undefined) return publicUrl
		const host = headers.get('host')
		return host !== null && isLocalName(host) ? `http://${host.toLowerCase()}` : undefined
	}
	return {
		of: originOf,
		isOurs(headers) {
			const own = originOf(headers)
			const origin = headers.get('origin')
			if (own === undefined) return false
			// Some same-origin requests of a page with `no-referrer` carry the origin "null"; then the browser's own word counts.
			if (origin === null || origin === 'null') return headers.get('sec-fetch-site') === 'same-origin'
			return origin.toLowerCase() === own
		}
	}
}

const LOCAL_SUFFIX = /\.(local|localhost|lan|internal|home\.arpa)$/
const IP_V4 = /^\d{1,3}(\.\d{1,3}){3}$/

/**
 * Without PUBLIC_URL only names that nobody on the internet can own: a public name that is made to point at this machine
 * (DNS rebinding) would else be "our own" origin, and its page could become the owner of a new server.
 */
export function isLocalName(host: string): boolean {
	const [, bracketed, name = ''] = /^(?:(\[[0-9a-f:.]+\])|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(host) ?? []
	if (bracketed !== undefined) return true
	const plain = name.toLowerCase()
	return plain !== '' && (!plain.includes('.') || IP_V4.test(plain) || LOCAL_SUFFIX.test(plain))
}
