import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { VitePWA, type VitePluginPWAAPI, type VitePWAOptions } from 'vite-plugin-pwa'
import { defineConfig, type Plugin, type ResolvedConfig } from 'vite'

/**
 * vite-plugin-pwa writes the service worker once SvelteKit's adapter has written `build/`: the adapter runs in the
 * closeBundle of the server build, so the worker is made after that one and never by the plugin's own hooks.
 */
function kitPWA(outDir: string, options: Partial<VitePWAOptions>): Plugin[] {
	const plugins = VitePWA({ injectRegister: null, ...options, outDir })
	let api: VitePluginPWAAPI | undefined
	let config: ResolvedConfig
	for (const plugin of plugins) {
		if (plugin.name === 'vite-plugin-pwa') api = plugin.api as VitePluginPWAAPI
		delete plugin.transformIndexHtml
		if (plugin.name === 'vite-plugin-pwa:build') delete plugin.closeBundle
	}
	return [
		...plugins,
		{
			name: 'kit-pwa:after-adapter',
			apply: 'build',
			configResolved(resolved) {
				config = resolved
			},
			closeBundle: {
				sequential: true,
				order: 'post',
				async handler() {
					if (config.build.ssr) await api?.generateSW()
				}
			}
		}
	]
}

export default defineConfig({
	// `npm run dev` starts the server beside Vite. The name that the browser asked for goes on: the server compares it with
	// the origin of the page.
	server: {
		host: '127.0.0.1',
		port: 5173,
		strictPort: true,
		proxy: {
			'/api': { target: 'http://127.0.0.1:3000', changeOrigin: false },
			'/sync': { target: 'http://127.0.0.1:3000', changeOrigin: false, ws: true }
		}
	},
	build: { target: 'es2022' },
	plugins: [
		tailwindcss(),
		sveltekit(),
		kitPWA('build', {
			strategies: 'injectManifest',
			srcDir: 'src',
			filename: 'sw.ts',
			registerType: 'prompt',
			injectManifest: {
				globDirectory: 'build',
				globPatterns: ['**/*.{js,css,html,svg,png,woff2,webmanifest}'],
				// For the shop window of an app store, not for work.
				globIgnores: ['screenshots/**'],
				maximumFileSizeToCacheInBytes: 4 << 20
			},
			manifest: {
				id: '/',
				name: 'Daybook',
				short_name: 'Daybook',
				description: 'The appointment book of your team',
				start_url: '/',
				scope: '/',
				display: 'standalone',
				background_color: '#f7f6f3',
				theme_color: '#17645c',
				categories: ['business', 'productivity'],
				icons: [
					{ src: '/icons/pwa-192x192.png', sizes: '192x192', type: 'image/png' },
					{ src: '/icons/pwa-512x512.png', sizes: '512x512', type: 'image/png' },
					{
						src: '/icons/maskable-icon-512x512.png',
						sizes: '512x512',
						type: 'image/png',
						purpose: 'maskable'
					}
				],
				screenshots: [
					{ src: '/screenshots/staff-day.png', sizes: '1440x900', type: 'image/png', form_factor: 'wide' },
					{ src: '/screenshots/phone.png', sizes: '780x1688', type: 'image/png', form_factor: 'narrow' }
				],
				shortcuts: [
					{ name: 'New appointment', short_name: 'New', url: '/?new' },
					{ name: 'Today', url: '/?today' }
				]
			}
		})
	]
})
