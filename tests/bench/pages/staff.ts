/**
 * The two staff views on made-up days, alone on a page. `?view=timeline&lines=100&each=15&days=7&theme=dark&odd&density=
 * comfortable` shows one; `window.staffBench` measures: the numbers are milliseconds until painted.
 */
import '../../../src/app.css'
import { mount, tick, unmount } from 'svelte'
import { addDays, startOfDay, type Wall } from '#lib/core/time/wall.ts'
import StaffDay from '#lib/views/staff-day/StaffDay.svelte'
import Timeline from '#lib/views/timeline/Timeline.svelte'
import { Harness, SETTINGS, TODAY } from './harness.svelte.ts'
import { makeOccurrences, makeResources, oddOccurrences } from './occurrences.ts'
import { drawFloor, type FloorBox } from './staff-floor.ts'

type View = 'staff-day' | 'timeline'
const stage = document.getElementById('stage') as HTMLElement

/** Two frames and a task later the first of them is on the screen. */
const painted = () =>
	new Promise<number>((done) =>
		requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))
	)

function fill(view: View, lines: number, each: number, days: number): Harness {
	const harness = new Harness()
	harness.resources = makeResources(lines)
	harness.range = { start: TODAY, end: addDays(TODAY, days) }
	harness.occurrences = makeOccurrences(harness.resources, each, TODAY, days)
	harness.now = (startOfDay(TODAY) + 10.6 * 3_600_000) as Wall
	return harness
}

const show = (view: View, harness: Harness) =>
	mount(view === 'timeline' ? Timeline : StaffDay, { target: stage, props: harness.props })

async function timeMount(view: View, lines: number, each: number, days = 1): Promise<number> {
	const harness = fill(view, lines, each, days)
	await painted()
	const start = performance.now()
	const app = show(view, harness)
	await tick()
	const end = await painted()
	await unmount(app)
	return end - start
}

/** The same boxes, all of them, as plain positioned elements. */
async function timeFloor(view: View, lines: number, each: number, days = 1): Promise<number> {
	const harness = fill(view, lines, each, days)
	const indexes = new Map(harness.resources.map(({ id }, index) => [id, index]))
	const boxes = harness.occurrences.map((one): FloorBox => ({
		line: indexes.get(one.appointment.when.resources[0] ?? '') ?? 0,
		start: (one.start - startOfDay(TODAY)) / 60_000,
		end: (one.end - startOfDay(TODAY)) / 60_000,
		title: one.appointment.who.name,
		service: one.appointment.what.service,
		hue: harness.hueOf(one)
	}))
	await painted()
	const start = performance.now()
	const clear = drawFloor(stage, boxes, view, lines)
	const end = await painted()
	clear()
	return end - start
}

/** Shows a view for real hands; the last drop's time to painted is read from `drops`. */
async function open(view: View, lines: number, each: number, days = 1): Promise<() => Promise<void>> {
	const harness = fill(view, lines, each, days)
	const app = show(view, harness)
	window.staffBench.drops = []
	const listener = () => {
		const start = performance.now()
		const had = harness.gestures.length
		window.staffBench.settled = painted().then((end) => {
			if (harness.gestures.slice(had).some(({ kind }) => kind === 'move'))
				window.staffBench.drops.push(end - start)
		})
	}
	window.addEventListener('pointerup', listener, { capture: true })
	await painted()
	return async () => {
		window.removeEventListener('pointerup', listener, { capture: true })
		await unmount(app)
	}
}

declare global {
	interface Window {
		staffBench: {
			timeMount: typeof timeMount
			timeFloor: typeof timeFloor
			open: typeof open
			drops: number[]
			/** The last drop has been painted: to be awaited, not asked for, which would take part in what is measured. */
			settled: Promise<void>
			harness: Harness | undefined
		}
	}
}
window.staffBench = { timeMount, timeFloor, open, drops: [], settled: Promise.resolve(), harness: undefined }

const wish = new URLSearchParams(location.search)
document.documentElement.dataset['theme'] = wish.get('theme') ?? 'light'
if (wish.get('dir')) document.documentElement.dir = wish.get('dir') ?? ''
const view = wish.get('view')
if (view === 'staff-day' || view === 'timeline') {
	const days = Number(wish.get('days') ?? 1)
	const harness = fill(view, Number(wish.get('lines') ?? 8), Number(wish.get('each') ?? 10), days)
	if (wish.has('odd')) {
		const odd = oddOccurrences(harness.resources, TODAY)
		harness.occurrences = [...harness.occurrences, ...odd].sort((a, b) => a.start - b.start || b.end - a.end)
	}
	harness.settings = {
		...SETTINGS,
		density: wish.get('density') === 'comfortable' ? 'comfortable' : 'compact',
		colourBy: wish.get('colour') === 'person' ? 'person' : 'status'
	}
	harness.loaded = !wish.has('unread')
	harness.delay = wish.has('delay') ? Number(wish.get('delay')) : undefined
	window.staffBench.harness = harness
	show(view, harness)
}
