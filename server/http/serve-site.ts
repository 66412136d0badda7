/** Answers with the files of the page, and with the page itself for every address inside the app. */
import type { Context, Handler } from 'hono'
import { chooseEncoding } from './choose-encoding.ts'
import type { Site, SiteFile } from './site.ts'

const PAGE = '/index.html'
const YEAR_IN_SECONDS = 31_536_000
/** Names with a hash of their content never change. */
const isImmutable = (path: string) => path.startsWith('/_app/immutable/')

export const serveSite =
	(site: Site | undefined): Handler =>
	(c) => {
		if (!site)
			return c.text('The page is not built yet: "npm start" builds it, "npm run dev" serves it.', 503)
		const path = c.req.path === '/' ? PAGE : c.req.path
		const file = site.get(path)
		if (file) return answer(c, file, isImmutable(path))
		const page = isNavigation(c) ? site.get(PAGE) : undefined
		return page ? answer(c, page, false) : c.notFound()
	}

/** A person opens an address of the app; a script that asks for a missing file must see that it is missing. */
function isNavigation(c: Context): boolean {
	const lastPart = c.req.path.slice(c.req.path.lastIndexOf('/') + 1)
	const wantsPage = c.req.header('accept')?.includes('text/html') ?? false
	return wantsPage && !lastPart.includes('.') && !c.req.path.startsWith('/_app/')
}

async function answer(c: Context, file: SiteFile, immutable: boolean): Promise<Response> {
	c.header('cache-control', immutable ? `public, max-age=${YEAR_IN_SECONDS}, immutable` : 'no-cache')
	c.header('etag', file.etag)
	if (file.compressible) c.header('vary', 'accept-encoding')
	if (matches(c.req.header('if-none-match'), file.etag)) return c.body(null, 304)
	const encoding = file.compressible ? chooseEncoding(c.req.header('accept-encoding')) : 'identity'
	const bytes = await file.bytes(encoding)
	if (encoding !== 'identity') c.header('content-encoding', encoding)
	return c.body(bytes, 200, { 'content-type': file.type, 'content-length': String(bytes.length) })
}

/** Weak comparison (RFC 9110 §13.1.2). */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
	const bare = (tag: string) => tag.trim().replace(/^W\//, '')
	return ifNoneMatch?.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag)) ?? false
}
