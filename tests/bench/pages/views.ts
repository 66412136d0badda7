/**
 * `window.viewBench`: milliseconds until painted, of our views and of bare FullCalendar with the same appointments.
 * Bare means its own options, colours and content: what anybody gets by following its manual.
 */
import '../../../src/app.css'
import { Calendar, type CalendarOptions } from '@fullcalendar/core'
import dayGrid from '@fullcalendar/daygrid'
import interaction from '@fullcalendar/interaction'
import listPlugin from '@fullcalendar/list'
import timeGrid from '@fullcalendar/timegrid'
import { mount, tick, unmount } from 'svelte'
import { dayFromParts, startOfDay, type Day, type Span } from '#lib/core/time/wall.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import FullCalendarView from '#lib/views/calendar/FullCalendarView.svelte'
import { loadEngine } from '#lib/views/calendar/load-engine.ts'
import ListView from '#lib/views/list/ListView.svelte'
import { sampleOccurrences } from './sample.ts'
import { SampleView } from './sample-view.svelte.ts'

export type Shown = 'month' | 'week' | 'list'

const stage = document.getElementById('stage') as HTMLElement
const MONTH: Span<Day> = {
	start: dayFromParts({ year: 2026, month: 10, day: 26 }),
	end: dayFromParts({ year: 2026, month: 12, day: 7 })
}
const WEEK: Span<Day> = {
	start: dayFromParts({ year: 2026, month: 11, day: 23 }),
	end: dayFromParts({ year: 2026, month: 11, day: 30 })
}
const rangeOf = (shown: Shown) => (shown === 'week' ? WEEK : MONTH)

/** Two frames and a task later the first of them is on the screen. */
const painted = () =>
	new Promise<number>((done) =>
		requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))
	)

interface Standing {
	/** Until it was painted. */
	readonly ms: number
	/** Changes one appointment; milliseconds until painted. */
	readonly edit: () => Promise<number>
	readonly remove: () => Promise<void>
}

async function ours(shown: Shown, count: number): Promise<Standing> {
	const view = new SampleView(rangeOf(shown), sampleOccurrences(count, rangeOf(shown), { wide: false }))
	await loadEngine()
	await painted()
	const start = performance.now()
	const app =
		shown === 'list'
			? mount(ListView, { target: stage, props: view.props })
			: mount(FullCalendarView, { target: stage, props: { ...view.props, kind: shown } })
	await tick()
	while (!stage.querySelector('.fc-event, [role="row"][data-key]'))
		await new Promise((next) => setTimeout(next))
	const ms = (await painted()) - start
	const edit = async () => {
		const before = performance.now()
		view.moveOne()
		await tick()
		return (await painted()) - before
	}
	return { ms, edit, remove: () => unmount(app) }
}

const VIEWS = { month: 'dayGridMonth', week: 'timeGridWeek', list: 'listMonth' } as const

async function bare(shown: Shown, count: number): Promise<Standing> {
	const occurrences = sampleOccurrences(count, rangeOf(shown), { wide: false })
	const target = stage.appendChild(document.createElement('div'))
	target.style.height = '100%'
	await painted()
	const options: CalendarOptions = {
		plugins: [dayGrid, timeGrid, listPlugin, interaction],
		initialView: VIEWS[shown],
		initialDate: startOfDay((rangeOf(shown).start + 3 + (shown === 'week' ? 0 : 10)) as Day),
		...(shown === 'list'
			? { duration: { days: 42 }, initialDate: startOfDay(MONTH.start), initialView: 'list' }
			: {}),
		timeZone: 'UTC',
		firstDay: 1,
		height: '100%',
		editable: true,
		events: occurrences.map(bareEvent)
	}
	const start = performance.now()
	const calendar = new Calendar(target, options)
	calendar.render()
	const ms = (await painted()) - start
	const edit = async () => {
		const event = calendar.getEvents()[Math.floor(count / 2)]
		const before = performance.now()
		event?.moveDates({ minutes: 30 })
		return (await painted()) - before
	}
	return {
		ms,
		edit,
		remove: async () => {
			calendar.destroy()
			target.remove()
		}
	}
}

const bareEvent = ({ key, start, end, appointment }: Occurrence) => ({
	id: key,
	start,
	end,
	allDay: false,
	title: `${appointment.who.name} · ${appointment.what.service}`
})

async function timeMount(who: 'ours' | 'bare', shown: Shown, count: number): Promise<number> {
	const standing = await (who === 'ours' ? ours : bare)(shown, count)
	await standing.remove()
	return standing.ms
}

async function timeEdit(who: 'ours' | 'bare', shown: Shown, count: number): Promise<number> {
	const standing = await (who === 'ours' ? ours : bare)(shown, count)
	const ms = await standing.edit()
	await standing.remove()
	return ms
}

/** The worst of many frames while the list is scrolled from end to end. */
async function timeScroll(who: 'ours' | 'bare', count: number): Promise<number> {
	const standing = await (who === 'ours' ? ours : bare)('list', count)
	const scroller = stage.querySelector<HTMLElement>('.list, .fc-scroller')
	const frames: number[] = []
	let before = await painted()
	for (let step = 0; scroller && step < 40; step++) {
		scroller.scrollTop += 240
		await new Promise(requestAnimationFrame)
		const now = performance.now()
		frames.push(now - before)
		before = now
	}
	await standing.remove()
	return frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? Number.NaN
}

declare global {
	interface Window {
		viewBench: { timeMount: typeof timeMount; timeEdit: typeof timeEdit; timeScroll: typeof timeScroll }
	}
}
window.viewBench = { timeMount, timeEdit, timeScroll }
