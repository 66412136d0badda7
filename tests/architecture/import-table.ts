/**
 * Who may import whom (design §3). The longest folder that holds a file decides. A file may always import from its own
 * folder; `packages` are outside packages by the start of their name.
 */
export interface Layer {
	readonly folder: string
	/** Folders or files of ours. */
	readonly mayImport: readonly string[]
	readonly packages: readonly string[]
}

const CORE = 'src/lib/core/'
const DOC = 'src/lib/doc/'
const CLIENT = 'src/lib/client/'
const VIEWS = 'src/lib/views/'
const UI = 'src/lib/ui/'

export const LAYERS: readonly Layer[] = [
	{ folder: CORE, mayImport: [], packages: [] },

	{ folder: `${CORE}wire/`, mayImport: [CORE], packages: ['lib0'] },
	{ folder: `${CORE}recurrence/`, mayImport: [CORE], packages: ['rrule'] },
	{ folder: `${CORE}ical/`, mayImport: [CORE], packages: ['ical.js', 'windows-iana'] },
	{ folder: DOC, mayImport: [CORE], packages: ['yjs', 'lib0'] },
	{ folder: CLIENT, mayImport: [CORE, DOC], packages: ['svelte', 'virtual:pwa-register', '$app'] },
	// Storage keeps whole documents; what is in them only `doc` knows.
	{ folder: `${CLIENT}storage/`, mayImport: [CORE, DOC, CLIENT], packages: ['svelte', 'yjs', 'y-indexeddb'] },
	// Moves what documents say, over y-websocket's own provider.
	{
		folder: `${CLIENT}live/`,
		mayImport: [CORE, DOC, CLIENT],
		packages: ['svelte', 'yjs', 'y-websocket', 'y-protocols']
	},
	// What a view shows it asks of the book; no view reads a document.
	{ folder: VIEWS, mayImport: [CORE, CLIENT, UI], packages: ['svelte', '@lucide/svelte'] },
	{
		folder: `${VIEWS}calendar/`,
		mayImport: [CORE, CLIENT, UI, VIEWS],
		packages: ['svelte', '@lucide/svelte', '@fullcalendar/']
	},
	// The address bar, and the version of the build.
	{
		folder: `${VIEWS}shell/`,
		mayImport: [CORE, CLIENT, UI, VIEWS],
		packages: ['svelte', '@lucide/svelte', '$app']
	},
	{
		folder: `${VIEWS}settings/`,
		mayImport: [CORE, CLIENT, UI, VIEWS],
		packages: ['svelte', '@lucide/svelte', '$app']
	},
	// Knows no appointments; the palette is for all.
	{
		folder: UI,
		mayImport: [`${CORE}workspace/colour.ts`],
		packages: ['svelte', 'svelte-sonner', 'bits-ui', '@lucide/svelte']
	},
	{
		folder: 'src/routes/',
		mayImport: [CORE, DOC, CLIENT, VIEWS, UI, 'src/app.css'],
		packages: ['svelte', '$app', 'bits-ui', 'virtual:pwa-register', 'temporal-polyfill']
	},
	{ folder: 'src/', mayImport: [], packages: ['workbox-'] },
	{ folder: 'src/logo/', mayImport: [], packages: ['@vite-pwa/assets-generator'] },
	// The composition root: the parts meet here and nowhere else.
	{ folder: 'server/', mayImport: [CORE, DOC], packages: ['node:', 'hono', '@hono/node-server'] },
	// Of accounts and sharing only what they promise: the files that hold nothing but types.
	{
		folder: 'server/http/',
		mayImport: [CORE, DOC, 'server/accounts/accounts.ts', 'server/sharing/sharing.ts'],
		packages: ['node:', 'hono', '@hono/node-server', 'zod']
	},
	{
		folder: 'server/accounts/',
		mayImport: [CORE],
		packages: ['node:', 'better-auth', '@better-auth/passkey', 'kysely', 'nodemailer']
	},
	{ folder: 'server/sharing/', mayImport: [CORE], packages: ['node:', 'kysely'] },
	// Keeps bytes; what is in them only `doc` and `compaction` know.
	{ folder: 'server/storage/', mayImport: [CORE], packages: ['node:'] },
	{ folder: 'server/compaction/', mayImport: [CORE], packages: ['node:', 'yjs'] },
	// Of the store it knows the port only.
	{
		folder: 'server/relay/',
		mayImport: [CORE, 'server/storage/room-log.ts'],
		packages: ['node:', 'yjs', 'lib0', 'hono', '@hono/node-server', 'ws']
	},
	// Keeps bytes; what is in them only `doc` and `compaction` know.
	{ folder: 'server/storage/', mayImport: [CORE], packages: ['node:'] },
	{ folder: 'server/compaction/', mayImport: [CORE], packages: ['node:', 'yjs'] },
	// Follows what became durable; of the store it knows the port only.
	{
		folder: 'server/projection/',
		mayImport: [CORE, DOC, 'server/storage/room-log.ts'],
		packages: ['node:', 'yjs']
	},
	// Runs before any package is there.
	{ folder: 'server/launch/', mayImport: [], packages: ['node:'] }
]

export const layerOf = (file: string): Layer | undefined =>
	LAYERS.filter(({ folder }) => file.startsWith(folder)).sort((a, b) => b.folder.length - a.folder.length)[0]

/** Why this import is not allowed, or undefined. `target` is a file of ours or the name of a package. */
export function importRefusal(file: string, target: string, isPackage: boolean): string | undefined {
	const layer = layerOf(file)
	if (!layer) return `${file} lies in no folder of the table`
	const allowed = isPackage
		? layer.packages.some(
				(name) =>
					target === name || target.startsWith(name.endsWith(':') || /[-/]$/.test(name) ? name : `${name}/`)
			)
		: target.startsWith(layer.folder) || layer.mayImport.some((place) => target.startsWith(place))
	return allowed ? undefined : `${file} may not import ${target}`
}
