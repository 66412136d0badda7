/** Keeps the code of an invitation while its holder signs up, also on the way through Google or Microsoft and back. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isCode } from './request-shapes.ts'

const SECONDS = 3_600
const PATH = '/api'

export interface InvitationCookie {
	read(c: Context): string | undefined
	keep(c: Context, code: string): void
	drop(c: Context): void
}

export function createInvitationCookie({ secure }: { readonly secure: boolean }): InvitationCookie {
	const name = `${secure ? '__Secure-' : ''}daybook.invitation`
	return {
		read(c) {
			const code = getCookie(c, name)
			return code !== undefined && isCode(code) ? code : undefined
		},
		keep: (c, code) =>
			setCookie(c, name, code, { path: PATH, httpOnly: true, sameSite: 'Lax', secure, maxAge: SECONDS }),
		drop: (c) => void deleteCookie(c, name, { path: PATH, secure })
	}
}
