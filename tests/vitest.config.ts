import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { compileModule } from 'svelte/compiler'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** As the page runs them: compiled for a server, effects would never run and nothing would be reactive. */
function runesOfThePage(): Plugin {
	return {
		name: 'runes-of-the-page',
		enforce: 'post',
		transform(code, id) {
			if (!/\.svelte(\.test)?\.ts$/.test(id)) return
			const { js } = compileModule(code, { filename: id, generate: 'client', dev: true })
			return { code: js.code, map: js.map as never }
		}
	}
}

export default defineConfig({
	root,
	// Rune classes (`*.svelte.ts`) are tested in Node; the compiler needs to see them.
	plugins: [
		runesOfThePage(),
		svelte({
			configFile: false,
			experimental: { compileModule: { infixes: ['.left-to-the-plugin-above.'] } }
		})
	],
	resolve: {
		conditions: ['browser'],
		// Servers run here, too: for a browser `ws` is a module that throws.
		alias: { ws: fileURLToPath(new URL('../node_modules/ws/wrapper.mjs', import.meta.url)) }
	},
	environments: {
		ssr: { resolve: { conditions: ['browser', 'module', 'development'], noExternal: [/^svelte/] } }
	},
	test: {
		include: ['tests/{architecture,unit,property,contract,simulation}/**/*.test.ts'],
		environment: 'node',
		// A worker takes the next file as it is: no module of ours keeps state (a test holds that), and starting one for
		// each file took longer than the tests in it.
		isolate: false,
		// A loaded machine is slow, and no test is about time.
		testTimeout: 60_000,
		passWithNoTests: false,
		coverage: {
			provider: 'v8',
			include: ['src/lib/core/**/*.ts', 'src/lib/doc/**/*.ts'],
			reporter: ['text', 'json-summary'],
			reportsDirectory: 'tests/.output/coverage'
		}
	}
})
