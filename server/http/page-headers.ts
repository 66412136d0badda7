/**
 * Security headers of every answer. What a page may load stands in the page itself (`svelte.config.js` writes the hash
 * of its boot script into a meta tag); `frame-ancestors` is refused in a meta tag, so it comes from here. `connect-src
 * 'self'` covers our own WebSocket in Chromium 71, Firefox 63 and Safari 16 or later; an older Safari refuses it, and the
 * page polls. A header could not allow more than the page's own policy does.
 */
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

export interface PageHeadersOptions {
	/** People open it by https: then browsers shall never again try http. */
	readonly https: boolean
}

const YEAR_SECONDS = 31_536_000

export const pageHeaders = ({ https }: PageHeadersOptions = { https: false }): MiddlewareHandler =>
	secureHeaders({
		contentSecurityPolicy: { frameAncestors: ["'none'"] },
		xFrameOptions: 'DENY',
		referrerPolicy: 'no-referrer',
		crossOriginOpenerPolicy: 'same-origin',
		crossOriginResourcePolicy: 'same-origin',
		// TLS is the business of whoever stands in front, and only PUBLIC_URL says that there is some.
		strictTransportSecurity: https ? `max-age=${YEAR_SECONDS}` : false,
		permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] }
	})
