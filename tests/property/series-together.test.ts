/**
 * Two people change one series at once, in every pair of scope and kind; README of `doc` says the same in words. `+`: both
 * hold. `L`: the later edit stands whole, its author's device sees to it and the other is told. `?`: one time stands, both
 * are shown and one is chosen. `-`: both hold beneath, and dates in the scope of a deletion are gone until it is restored.
 */
import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import { dayOf, HOUR, plus } from '#lib/core/time/wall.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { assertAgain } from '#lib/doc/edit/again.ts'
import { createSeries } from '#lib/doc/edit/create.ts'
import type { EditContext, Planned } from '#lib/doc/edit/plan.ts'
import { restoreAppointment } from '#lib/doc/edit/remove.ts'
import { changeInScope, deleteInScope } from '#lib/doc/edit/scope.ts'
import { judgeMerge } from '#lib/doc/later-clock.ts'
import { registerOf } from '#lib/doc/record.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import type { UndoPart } from '#lib/doc/write.ts'
import { at, random, timed, TUESDAYS } from '../support/salon.ts'
import { bookOf, createWorld, type Device } from '../support/world.ts'

/** Columns in the order of the rows. */
const TABLE = [
	'one time         ? + + - + + + + - + + + + -',
	'one what         + L + - + + + + - + + + + -',
	'one status       + + L L + + + + - + + + + -',
	'one delete       - - L L - - - - - - - - - -',
	'following time   + + + - ? ? + + - ? ? + + -',
	'following rule   + + + - ? ? + + - ? ? + + -',
	'following what   + + + - + + L + - + + + + -',
	'following status + + + - + + + L L + + + + -',
	'following delete - - - - - - - L L - - - - -',
	'all time         + + + - ? ? + + - ? ? + + -',
	'all rule         + + + - ? ? + + - ? ? + + -',
	'all what         + + + - + + + + - + + L + -',
	'all status       + + + - + + + + - + + + L L',
	'all delete       - - - - - - - - - - - - L L'
].map((row) => row.match(/^(\S+ \S+)\s+(.*)$/)!.slice(1) as [string, string])

type Deed = (context: EditContext, who: number) => Planned
const KEY = 's-r00000000002@2026-11-17'
const time = timed(at(17, 9), 60)
const moved = (who: number) => ({
	...time,
	start: plus(time.start, (1 + who) * HOUR),
	end: plus(time.end, (1 + who) * HOUR)
})
const what = (who: number) => ({ ...EMPTY_GROUPS.what, title: `by ${who}` })
const status = (who: number): Status => (who === 0 ? 'confirmed' : 'arrived')
const RULES = ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'FREQ=DAILY;INTERVAL=7'] as const

function deedOf(name: string): Deed {
	const [scope, kind] = name.split(' ') as ['one' | 'following' | 'all', string]
	return (context, who) => {
		const change = (groups: Parameters<typeof editDetails>[2]) =>
			scope === 'one' ? editDetails(context, KEY, groups) : changeInScope(context, KEY, scope, { groups })
		if (kind === 'delete') return deleteInScope(context, KEY, scope)
		if (kind === 'rule')
			return changeInScope(context, KEY, scope, { groups: {}, rules: [RULES[who] as string] })
		if (kind === 'what') return change({ what: what(who) })
		if (kind === 'time' && scope === 'one') return moveAppointment(context, KEY, moved(who))
		if (kind === 'time') return change({ when: moved(who) })
		if (scope === 'one') return setStatus(context, KEY, status(who))
		return change({ state: { status: status(who), reason: '', by: context.by } })
	}
}

function together(mine: string, theirs: string) {
	const world = createWorld([1, 2])
	const [a, b] = world.devices as [Device, Device]
	a.edit((context) => createSeries(context, random(2), TUESDAYS))
	world.settle()
	a.nowMs += 60_000
	const parts = [
		a.edit((context) => deedOf(mine)(context, 0)),
		b.edit((context) => deedOf(theirs)(context, 1))
	].map(({ step }) => step.parts) as [readonly UndoPart[], readonly UndoPart[]]
	world.settle()
	return { world, a, b, parts }
}

const registerIn = ({ docOf }: Device, { room, map, id }: UndoPart) => registerOf(docOf(room), map, id)
const placeOf = ({ map, id }: UndoPart) => `${map} ${id}`

function shownOn(device: Device): readonly string[] {
	const records = [...device.docs].map(([room, doc]) => readRecords(doc, room)!)
	const [series] = records.flatMap((one) => one.series)
	const days = { start: dayOf(at(1)), end: dayOf(at(30)) }
	return occurrencesOf(
		series!,
		records.flatMap((one) => one.overrides),
		days,
		'Europe/Berlin'
	).map(({ key }) => key)
}

describe.each(TABLE)('%s at once with', (mine, row) => {
	it.each(TABLE.map(([theirs], index) => [theirs, row.split(' ')[index] as string]))(
		'%s: %s',
		(theirs, outcome) => {
			const { world, a, b, parts } = together(mine, theirs)
			expect(bookOf(a)).toEqual(bookOf(b))
			const places = parts.map((ofOne) => new Set(ofOne.map(placeOf)))
			const shared = parts[0].filter((part) => places[1]!.has(placeOf(part)))
			if (outcome === '+' || outcome === '-') {
				expect(shared).toEqual([])
				for (const part of parts.flat()) expect(registerIn(a, part)).toEqual(part.after)
			} else {
				expect(shared).toHaveLength(1)
				const [part] = shared as [UndoPart]
				// Of two client ids the higher one wins in Yjs: that of the earlier edit.
				const present = registerIn(a, part)
				expect(present).toEqual(parts[1].find((one) => placeOf(one) === placeOf(part))?.after)
				const merged = { map: part.map, mine: part.after, present, concurrent: true, asserted: false }
				expect(judgeMerge(merged).kind).toBe(outcome === '?' ? 'ask' : 'assert')
				if (outcome === 'L') {
					a.edit(({ docOf }) => assertAgain(docOf, [{ ...part, value: part.after }]))
					world.settle()
					for (const device of [a, b]) expect(registerIn(device, part)).toEqual(part.after)
				}
			}
			if (outcome === '-') {
				const scopes = [mine, theirs]
					.filter((name) => name.endsWith('delete'))
					.map((name) => name.split(' ')[0])
				const shown = shownOn(a)
				expect(shown).not.toContain(KEY)
				if (scopes.includes('all')) expect(shown).toEqual([])
				if (scopes.includes('following')) expect(shown.every((key) => key < KEY)).toBe(true)
			}
		}
	)
})

it('a deletion that is restored shows what the other did meanwhile', () => {
	const { a } = together('following delete', 'all what')
	const id = KEY.slice(0, KEY.indexOf('@'))
	expect(shownOn(a)).toEqual([`${id}@2026-11-03`, `${id}@2026-11-10`])
	a.edit((context) => restoreAppointment(context, `${id}~2026-11-17`))
	expect(shownOn(a)).toHaveLength(4)
	expect(readRecords(a.docOf('c.team'), 'c.team')?.series[0]?.what.title).toBe('by 1')
})
