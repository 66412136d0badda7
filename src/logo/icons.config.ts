/** `npm run icons`: every picture of the app from `static/logo.svg`. The names are those of `vite.config.ts` and `app.html`. */
import { defineConfig } from '@vite-pwa/assets-generator/config'

const ACCENT = '#17645c'
const NAMES = { transparent: 'pwa', maskable: 'maskable-icon', apple: 'apple-touch-icon' }
const onAccent = { background: ACCENT, fit: 'contain' } as const

export default defineConfig({
	images: ['static/logo.svg'],
	preset: {
		transparent: { sizes: [192, 512], padding: 0, favicons: [[48, 'icons/favicon.ico']] },
		// Launchers cut to a circle: what matters lies in the inner 80 %.
		maskable: { sizes: [512], padding: 0.16, resizeOptions: onAccent },
		apple: { sizes: [180], padding: 0, resizeOptions: onAccent },
		assetName: (type, size) => `icons/${NAMES[type]}-${size.width}x${size.height}.png`
	}
})
