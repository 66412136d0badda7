/**
 * Everything a person can do, as single acts: each throws its own dice for what it needs, so that a life can be
 * shortened by leaving acts out. An act is begun and not waited for; what it led to shows later.
 */
import {
	EMPTY_GROUPS,
	type AppointmentId,
	type CalendarId,
	type When
} from '#lib/core/appointment/appointment.ts'
import { overrideKey, randomPart, seriesId } from '#lib/core/appointment/ids.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { addDays, HOUR, MINUTE, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'
import { createSeries } from '#lib/doc/edit/create.ts'
import { importPlan } from '#lib/doc/edit/import.ts'
import type { EditContext } from '#lib/doc/edit/plan.ts'
import { saveAbout, saveResource, saveService } from '#lib/doc/edit/workspace.ts'
import { baseRoom, homeRoom, rootRoom, type Room } from '#lib/doc/rooms.ts'
import type { Edit } from '#lib/doc/write.ts'
import type { Result } from '#lib/core/result.ts'
import * as actions from '#lib/client/actions.ts'
import * as history from '#lib/client/history.ts'
import { did } from '#lib/client/undo-stack.ts'
import type { Dice } from './dice.ts'
import { CALENDARS, WINDOW, WORKSPACE, type Tab } from './machine.ts'
import { asNewer } from './newer.ts'

/** Undefined: there was nothing to do it to. */
export type Act = (tab: Tab, dice: Dice) => Promise<unknown> | undefined

export const STAFF = ['anna', 'ben', 'room-1'] as const
const ZONES = ['Europe/Berlin', 'Europe/Berlin', 'Europe/Berlin', 'America/New_York']
const STATUSES: readonly Status[] = ['booked', 'confirmed', 'arrived', 'completed', 'cancelled', 'no-show']
const NAMES = ['Anna Weber', 'Bert', 'شهرزاد', 'Cleo', '💇🏽‍♀️']

/** Few places in time, so that people meet. */
function timeIn(dice: Dice, from: Day, days: number): When {
	const resources = STAFF.filter(() => dice.oneIn(2))
	const zone = dice.pick(ZONES) as string
	const day = addDays(from, dice.below(days))
	if (dice.oneIn(10)) {
		const start = startOfDay(day)
		return { start, end: startOfDay(addDays(day, 1 + dice.below(3))), allDay: true, zone, resources }
	}
	const start = (startOfDay(day) + 9 * HOUR + dice.below(12) * 30 * MINUTE) as Wall
	return { start, end: (start + (1 + dice.below(4)) * 30 * MINUTE) as Wall, allDay: false, zone, resources }
}

/** Mostly within a few days; now and then in the other month. */
const newTime = (dice: Dice): When =>
	dice.oneIn(4) ? timeIn(dice, addDays(WINDOW.start, 15), 10) : timeIn(dice, addDays(WINDOW.start, 7), 5)

const occurrences = (tab: Tab): readonly Occurrence[] => tab.core.index.occurrences(WINDOW)
const isDate = ({ key }: Occurrence): boolean => key.includes('@')

const pickOne = (tab: Tab, dice: Dice): AppointmentId | undefined => dice.pick(occurrences(tab))?.key
const pickDate = (tab: Tab, dice: Dice): AppointmentId | undefined =>
	dice.pick(occurrences(tab).filter(isDate))?.key

function calendarOf(tab: Tab, key: AppointmentId): CalendarId {
	const { index } = tab.core
	return (index.find(key)?.appointment ?? index.seriesOf(key))?.calendar ?? CALENDARS[0]
}

function depsFor(tab: Tab, dice: Dice, calendar: CalendarId): actions.ActionDeps {
	const { core } = tab
	const { editing } = core
	return {
		editing: tab.machine.isNewer && dice.oneIn(2) ? asNewer(editing) : editing,
		calendar,
		by: core.deps.by,
		randomBytes: core.deps.randomBytes,
		named: (key) => core.index.find(key)?.appointment ?? core.index.seriesOf(key),
		did(entry) {
			tab.stacks = did(tab.stacks, entry)
			for (const { parts } of entry.steps) tab.parts.push(...parts)
		}
	}
}

const onOne =
	(
		pick: (tab: Tab, dice: Dice) => AppointmentId | undefined,
		act: (deps: actions.ActionDeps, key: AppointmentId, dice: Dice) => Promise<unknown>
	): Act =>
	(tab, dice) => {
		const key = pick(tab, dice)
		return key === undefined ? undefined : act(depsFor(tab, dice, calendarOf(tab, key)), key, dice)
	}

const details = (dice: Dice) => ({
	...(dice.oneIn(2) && { what: { ...EMPTY_GROUPS.what, title: `cut ${dice.below(9)}`, price: '45 €' } }),
	...(dice.oneIn(2) && {
		who: { ...EMPTY_GROUPS.who, name: dice.pick(NAMES) ?? '', phone: `0${dice.below(99)}` }
	}),
	...(dice.oneIn(2) && { note: `note ${dice.below(99)}` }),
	...(dice.oneIn(4) && { more: { ...EMPTY_GROUPS.more, reminders: [dice.below(60)] } })
})

/** As an import does it: planned by `doc`, carried out as one action. */
function carryOut(
	tab: Tab,
	label: string,
	rooms: readonly Room[],
	calendar: CalendarId,
	plan: (context: EditContext) => Result<Edit>
): Promise<unknown> {
	const { editing, deps } = tab.core
	return editing.inTurn(async () => {
		const applied = await editing.apply(rooms, label, (docOf) => plan({ calendar, docOf, by: deps.by }))
		if (applied.ok) tab.did(label, applied.value.step)
	})
}

const pickCalendar = (dice: Dice): CalendarId => (dice.oneIn(4) ? CALENDARS[1] : CALENDARS[0])

const weekly = (dice: Dice) => ({
	zone: 'Europe/Berlin',
	allDay: false,
	segments: [
		{
			from: (startOfDay(addDays(WINDOW.start, dice.below(7))) + 10 * HOUR) as Wall,
			rules: [dice.oneIn(2) ? 'FREQ=WEEKLY' : 'FREQ=DAILY;INTERVAL=3;COUNT=8'],
			excludedRules: [],
			duration: HOUR,
			resources: [STAFF[dice.below(3)] ?? 'anna']
		}
	],
	excluded: [],
	added: []
})

function historyOf(tab: Tab): history.HistoryDeps {
	const { core } = tab
	return {
		editing: core.editing,
		device: core.deps.device,
		by: core.deps.by,
		named: (key) => core.index.find(key)?.appointment ?? core.index.seriesOf(key),
		read: () => tab.stacks,
		write: (stacks) => (tab.stacks = stacks),
		breathe: () => Promise.resolve()
	}
}

const onRoot = (
	tab: Tab,
	label: string,
	plan: (context: { workspace: string; docOf: EditContext['docOf'] }) => Result<Edit>
) =>
	tab.core.editing.inTurn(() =>
		tab.core.editing.apply([rootRoom(WORKSPACE)], label, (docOf) => plan({ workspace: WORKSPACE, docOf }))
	)

export const ACTS = {
	create: (tab, dice) =>
		actions.create(depsFor(tab, dice, pickCalendar(dice)), {
			when: newTime(dice),
			what: { title: `cut ${dice.below(99)}` },
			who: { name: dice.pick(NAMES) ?? '' }
		}),
	move: onOne(pickOne, (deps, key, dice) => actions.move(deps, key, newTime(dice))),
	'move a date': onOne(pickDate, (deps, key, dice) =>
		actions.move(deps, key, timeIn(dice, addDays(WINDOW.start, 7), 5))
	),
	status: onOne(pickOne, (deps, key, dice) => actions.mark(deps, key, dice.pick(STATUSES) ?? 'booked', '')),
	details: onOne(pickOne, (deps, key, dice) => actions.edit(deps, key, details(dice))),
	copy: onOne(pickOne, (deps, key, dice) => actions.copy(deps, key, newTime(dice))),
	remove: onOne(pickOne, (deps, key) => actions.remove(deps, key)),
	'remove a date': onOne(pickDate, (deps, key) => actions.remove(deps, key)),
	restore: onOne(
		(tab, dice) => dice.pick(tab.core.index.bin())?.key,
		(deps, key) => actions.restore(deps, key)
	),
	'create a series': (tab, dice) => {
		if ([...occurrences(tab)].filter(isDate).length > 30) return undefined
		const calendar = pickCalendar(dice)
		const random = randomPart(tab.core.deps.randomBytes(12))
		return carryOut(tab, 'A series', [baseRoom(calendar)], calendar, (context) =>
			createSeries(context, random, weekly(dice), { what: { ...EMPTY_GROUPS.what, title: 'Class' } })
		)
	},
	import: (tab, dice) => {
		const calendar = pickCalendar(dice)
		const series = seriesId(randomPart(tab.core.deps.randomBytes(12)))
		const time = weekly(dice)
		const from = time.segments[0]?.from as Wall
		const key = overrideKey(series, from)
		return carryOut(
			tab,
			'Imported a file',
			[baseRoom(calendar), homeRoom(calendar, key)],
			calendar,
			(context) =>
				importPlan(context, {
					appointments: [],
					series: [
						{ id: series, calendar, time, ...EMPTY_GROUPS, what: { ...EMPTY_GROUPS.what, title: 'Yoga' } }
					],
					overrides: [{ key, calendar, note: 'first time' }]
				})
		)
	},
	undo: (tab) =>
		tab.stacks.undo.length === 0 ? undefined : tab.core.editing.inTurn(() => history.undo(historyOf(tab))),
	// Forth again: what was undone before, or is undone for it.
	redo(tab) {
		if (tab.stacks.redo.length + tab.stacks.undo.length === 0) return undefined
		return tab.core.editing.inTurn(async () => {
			if (tab.stacks.redo.length === 0) await history.undo(historyOf(tab))
			return history.redo(historyOf(tab))
		})
	},
	'save the book': (tab, dice) =>
		onRoot(tab, 'Changed the book', (context) => saveAbout(context, { name: `Salon ${dice.below(99)}` })),
	'save a resource': (tab, dice) =>
		onRoot(tab, 'Changed a resource', (context) =>
			saveResource(context, {
				id: STAFF[dice.below(3)] ?? 'anna',
				kind: 'staff',
				name: dice.pick(NAMES) ?? '',
				colour: 'blue',
				order: dice.below(5),
				archived: dice.oneIn(5)
			})
		),
	'save a service': (tab, dice) =>
		onRoot(tab, 'Changed a service', (context) =>
			saveService(context, {
				id: `cut-${dice.below(2)}`,
				name: `Cut ${dice.below(9)}`,
				minutes: 30 + dice.below(60),
				bufferBefore: 0,
				bufferAfter: 0,
				price: '',
				colour: '',
				archived: false
			})
		),
	'answer a question': (tab, dice) => {
		const question = dice.pick(tab.live?.desk.questions ?? [])
		return question && tab.live?.desk.answer(question.id, dice.oneIn(2) ? 'mine' : 'theirs')
	},
	'put back': (tab, dice) => {
		const one = dice.pick(tab.live?.desk.superseded ?? [])
		return one && (dice.oneIn(2) ? tab.live?.desk.reapply(one.id) : tab.live?.desk.discard(one.id))
	},
	'look elsewhere': (tab, dice) => {
		const start = addDays(WINDOW.start, dice.below(3) * 14 - 14)
		tab.show(dice.oneIn(2) ? WINDOW : { start, end: addDays(start, 7) })
		tab.live?.presence.say({ day: start })
		return Promise.resolve()
	}
} as const satisfies Readonly<Record<string, Act>>

export type ActName = keyof typeof ACTS
