import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
	root,
	// Rune classes (`*.svelte.ts`) are tested in Node; the compiler needs to see them.
	plugins: [svelte({ configFile: false })],
	resolve: { conditions: ['browser'] },
	// As the page runs them: compiled for a server, effects would never run and nothing would be reactive.
	environments: {
		ssr: {
			consumer: 'client',
			resolve: { conditions: ['browser', 'module', 'development'], noExternal: [/^svelte/] }
		}
	},
	test: {
		include: ['tests/{architecture,unit,property,contract,simulation}/**/*.test.ts'],
		environment: 'node',
		passWithNoTests: false,
		coverage: {
			provider: 'v8',
			include: ['src/lib/core/**/*.ts', 'src/lib/doc/**/*.ts'],
			reporter: ['text', 'json-summary'],
			reportsDirectory: 'tests/.output/coverage'
		}
	}
})
