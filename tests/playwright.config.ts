import { defineConfig, type PlaywrightTestConfig } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './support/chromium.ts'

type Use = NonNullable<PlaywrightTestConfig['use']>

const executablePath = findChromium()
const report = process.env['E2E_REPORT']
/** Dark is a set of colours, the same at every size: the desk looks at them. */
const DARK = /accessibility\.spec\.ts dark/
const touch: Use = { hasTouch: true, isMobile: true }

/** Each worker starts its own server on a free port: see `e2e/fixtures.ts`. */
export default defineConfig({
	testDir: 'e2e',
	outputDir: '.output/e2e',
	fullyParallel: true,
	forbidOnly: true,
	workers: 2,
	// A second try tells a slow machine from a fault; `npm test` names every journey that needed it.
	retries: 1,
	timeout: 90_000,
	expect: { timeout: 8_000 },
	reporter: [['list'], ...(report ? ([['json', { outputFile: report }]] as const) : [])],
	use: {
		browserName: 'chromium',
		launchOptions: { ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGS },
		locale: 'en-GB',
		timezoneId: 'Europe/Berlin',
		// Recording every journey doubles what it costs; the second try of one that failed is recorded.
		trace: 'on-first-retry',
		// Each journey would fetch the whole app once more to keep it: those about being offline allow it.
		serviceWorkers: 'block',
		screenshot: 'only-on-failure'
	},
	projects: [
		{
			name: 'phone',
			// What two devices do together is the same at every size; its screens are looked at in the specs of the team.
			testIgnore: ['desk.spec.ts', 'account.spec.ts', 'together.spec.ts', 'live.spec.ts'],
			grepInvert: DARK,
			use: { ...touch, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }
		},
		{
			name: 'tablet',
			// The hands of a phone on the layout of a desk: what depends on neither has been seen at those two sizes.
			testMatch: ['accessibility.spec.ts', 'edit.spec.ts', 'touch.spec.ts'],
			grepInvert: DARK,
			use: { ...touch, viewport: { width: 820, height: 1180 } }
		},
		{
			name: 'desktop',
			testIgnore: ['phone.spec.ts', 'touch.spec.ts'],
			use: { viewport: { width: 1440, height: 900 } }
		}
	]
})
