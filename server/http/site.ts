/**
 * The built page in memory: a table of its files, read once at start. Only what is in the table is ever served, so no
 * path can lead out of the folder; a few megabytes, compressed on first use.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

export interface SiteFile {
	readonly type: string
	/** Weak: the same for every encoding. */
	readonly etag: string
	readonly compressible: boolean
	readonly bytes: (encoding: Encoding) => Promise<Uint8Array<ArrayBuffer>>
}

/** By path with a leading slash. */
export type Site = ReadonlyMap<string, SiteFile>

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json',
	'.webmanifest': 'application/manifest+json',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.ico': 'image/x-icon',
	'.woff2': 'font/woff2',
	'.txt': 'text/plain; charset=utf-8'
}
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt'])
/** Below this a compressed answer is no smaller on the wire: one packet either way. */
const SMALLEST_TO_COMPRESS = 1_000
/** 11 takes seconds for the largest chunk and saves 2 %. */
const BROTLI_QUALITY = 9

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Undefined when the folder has no `index.html`. Hidden files stay out. */
export async function loadSite(folder: string): Promise<Site | undefined> {
	if (!(await isFile(join(folder, 'index.html')))) return undefined
	const site = new Map<string, SiteFile>()
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || entry.name.startsWith('.')) continue
		const file = join(entry.parentPath, entry.name)
		site.set(
			`/${relative(folder, file).split(sep).join('/')}`,
			siteFile(extname(entry.name), await readFile(file))
		)
	}
	return site
}

const isFile = (path: string): Promise<boolean> =>
	stat(path).then(
		(found) => found.isFile(),
		() => false
	)

function siteFile(extension: string, plain: Uint8Array<ArrayBuffer>): SiteFile {
	const encoded = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>([['identity', Promise.resolve(plain)]])
	return {
		type: TYPES[extension] ?? 'application/octet-stream',
		etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
		compressible: COMPRESSIBLE.has(extension) && plain.length >= SMALLEST_TO_COMPRESS,
		bytes: (encoding) => {
			const known = encoded.get(encoding)
			if (known) return known
			const made = compress(plain, encoding)
			encoded.set(encoding, made)
			return made
		}
	}
}

async function compress(
	plain: Uint8Array<ArrayBuffer>,
	encoding: Encoding
): Promise<Uint8Array<ArrayBuffer>> {
	switch (encoding) {
		case 'br':
			return toBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
		case 'gzip':
			return toGzip(plain)
		case 'identity':
			return plain
		default:
			return encoding satisfies never
	}
}
