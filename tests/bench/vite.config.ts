/** Serves and builds the pages of the bench and the pages on which views are tried by hand. Never part of the product. */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import tailwindcss from '@tailwindcss/vite'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('./pages', import.meta.url))
const pages = readdirSync(root).filter((file) => file.endsWith('.html'))

export default defineConfig({
	root,
	// Relative, so that the seeding page can be served from the app's own origin.
	base: './',
	cacheDir: fileURLToPath(new URL('../.output/bench-cache', import.meta.url)),
	plugins: [tailwindcss(), svelte({ configFile: false })],
	server: { host: '127.0.0.1', fs: { strict: false } },
	preview: { host: '127.0.0.1' },
	build: {
		target: 'es2022',
		outDir: fileURLToPath(new URL('../.output/bench', import.meta.url)),
		emptyOutDir: true,
		rolldownOptions: {
			input: Object.fromEntries(pages.map((page) => [page.replace('.html', ''), `${root}/${page}`]))
		}
	}
})
