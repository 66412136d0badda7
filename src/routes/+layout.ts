export const ssr = false
export const prerender = false

/** Safari has no `Temporal` yet; the others do not load a byte for it. */
export async function load(): Promise<void> {
	if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
}
