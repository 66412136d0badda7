/**
 * Security headers of every answer. What a page may load stands in the page itself (`svelte.config.js` writes the hash
 * of its boot script into a meta tag); `frame-ancestors` is refused in a meta tag, so it comes from here.
 */
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

export const pageHeaders = (): MiddlewareHandler =>
	secureHeaders({
		contentSecurityPolicy: { frameAncestors: ["'none'"] },
		xFrameOptions: 'DENY',
		referrerPolicy: 'no-referrer',
		crossOriginOpenerPolicy: 'same-origin',
		crossOriginResourcePolicy: 'same-origin',
		// TLS is the business of whoever stands in front; on loopback there is none.
		strictTransportSecurity: false,
		permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] }
	})
