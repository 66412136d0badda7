/** All figures, in the order of the README. With words after `npm run bench --` only those sections are run. */
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, ensureChromium } from '../support/chromium.ts'
import { ensureBuilt } from '../../server/launch/build.mjs'
import { ROOT } from '../support/programs.ts'
import { expandFigures } from './figures/expand.ts'
import { seriesEditFigures } from './figures/series-edit.ts'
import { staffFigures } from './figures/staff.ts'
import { viewFigures } from './figures/views.ts'
import { warmStartFigures } from './figures/warm-start.ts'
import { weightFigures } from './figures/weight.ts'
import { tableOf, verdictOn, type Figure } from './figure.ts'
import { buildPages, servePages } from './pages-server.ts'

type Section = 'views' | 'staff' | 'series' | 'start' | 'weight'

const asked = process.argv.slice(2)
const wanted = (section: Section) => asked.length === 0 || asked.includes(section)
const all: Figure[] = []

function print(heading: string, figures: readonly Figure[]) {
	all.push(...figures)
	console.log(tableOf(heading, figures))
}

const found = await ensureChromium()
if (!found.ok) {
	console.error(found.message)
	process.exit(1)
}
const browser = await chromium.launch({ executablePath: found.value, args: [...CHROMIUM_ARGS] })
console.log(
	`Node ${process.versions.node}, Chromium ${browser.version()}. Milliseconds are medians; trust the ratios.`
)

if (['views', 'staff', 'series', 'start'].some((section) => wanted(section as Section))) await buildPages()
if (wanted('views') || wanted('staff')) {
	const pages = await servePages()
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
	const page = await context.newPage()
	if (wanted('views'))
		print('Month, week and list beside bare FullCalendar', await viewFigures(page, pages.address))
	if (wanted('staff'))
		print('Staff views beside hand-written DOM of the same boxes', await staffFigures(page, pages.address))
	await context.close()
	await pages.close()
}
if (wanted('series')) print('Series', expandFigures())
if (wanted('series') || wanted('start') || wanted('weight')) {
	const built = await ensureBuilt(ROOT, process.execPath)
	if (!built.ok) {
		console.error(built.message)
		process.exit(1)
	}
	if (wanted('series')) print('A change of a series', await seriesEditFigures(browser))
	if (wanted('start')) print('Warm start, network off, to painted week', await warmStartFigures(browser))
	if (wanted('weight')) print('JavaScript, gzip (• = before the first paint)', weightFigures(ROOT))
}
await browser.close()

console.log(verdictOn(all))
