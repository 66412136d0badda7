/** The question and its choices in words and numbers. */
import type { GroupName } from '#lib/core/appointment/appointment.ts'
import { placeOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import { dayOf } from '#lib/core/time/wall.ts'
import type { GroupsEdit, ScopePreview } from '#lib/client/book.ts'
import { titleOf, type CardWords } from '#lib/views/card/card-content.ts'
import { STATUS_LOOK } from '#lib/views/card/status-look.ts'
import type { Question } from './scope-question.svelte.ts'

type What = Question['what']

/** A change of place alone is a move; with anything beside it, it is a change. */
export type Deed = 'move' | 'change' | 'delete'

export function deedOf(what: What): Deed {
	if (what === 'delete') return 'delete'
	const names = Object.keys(what)
	return names.length === 1 && names[0] === 'when' ? 'move' : 'change'
}

const VERBS: Readonly<Record<Deed, { readonly plain: string; readonly does: string }>> = {
	move: { plain: 'Move', does: 'Moves' },
	change: { plain: 'Change', does: 'Changes' },
	delete: { plain: 'Delete', does: 'Deletes' }
}

export const sayDeed = (what: What): string => VERBS[deedOf(what)].plain

export const askTitle = ({ date, what }: Question): string => `${sayDeed(what)} “${titleOf(date)}”`

export const SCOPE_LABELS: Readonly<Record<Scope, string>> = {
	one: 'Only this one',
	following: 'This and all following',
	all: 'The whole series'
}

/** What was done to the date, with what it was: `Wed 25 Nov, 17:00–17:45 → 18:00–18:45`. `viewZone` is an IANA name. */
export function describeChange({ date, what }: Question, words: CardWords, viewZone: string): string {
	const was = sayTime(date, words)
	if (what === 'delete') return was
	const lines = [sayMove(date, what, words, viewZone), ...sayGroups(what)].filter((line) => line !== '')
	return lines.length === 0 ? was : lines.join(' · ')
}

function sayMove(date: Occurrence, { when }: GroupsEdit, words: CardWords, viewZone: string): string {
	if (!when) return ''
	const isSameDay = dayOf(placeOf(when, viewZone).start) === dayOf(date.start)
	const place = placeOf(when, viewZone)
	const after = { ...date, ...place, appointment: { ...date.appointment, when } }
	const [was, is] = [sayTime(date, words), sayTime(after, words)]
	const shortly = isSameDay && !when.allDay && !date.appointment.when.allDay
	const time = was === is ? was : `${was} → ${shortly ? words.span(place.start, place.end) : is}`
	const names = (ids: readonly string[]) => ids.map((id) => words.nameOf(id) ?? 'somebody').join(', ')
	const [before, now] = [date.appointment.when.resources, when.resources]
	const gone = before.filter((id) => !now.includes(id))
	const come = now.filter((id) => !before.includes(id))
	if (gone.length + come.length === 0) return time
	return `${time} · ${names(gone) || 'Nobody'} → ${names(come) || 'nobody'}`
}

function sayTime({ start, end, appointment }: Occurrence, words: CardWords): string {
	const day = words.day(dayOf(start))
	return appointment.when.allDay ? day : `${day}, ${words.span(start, end)}`
}

const GROUP_WORDS: Readonly<Record<Exclude<GroupName, 'when' | 'state'>, string>> = {
	what: 'details',
	who: 'client',
	note: 'note',
	more: 'reminders and fields'
}

function sayGroups({ when: _, state, rules, ...groups }: GroupsEdit): readonly string[] {
	const names = (Object.keys(groups) as (keyof typeof GROUP_WORDS)[]).map((name) => GROUP_WORDS[name])
	return [
		...(state ? [`Marked as ${STATUS_LOOK[state.status].label.toLowerCase()}`] : []),
		...(names.length > 0 ? [`New ${names.join(', ')}`] : []),
		...(rules ? [rules.length > 0 ? 'New rhythm' : 'Repeats no more'] : [])
	]
}

export interface ChoiceWords {
	readonly text: string
	/** What speaks against it; empty: nothing. */
	readonly warning: string
}

/** What a choice does; without numbers while they are counted. */
export function describeChoice(scope: Scope, what: What, preview: ScopePreview | undefined): ChoiceWords {
	const deed = deedOf(what)
	if (scope === 'one')
		return { text: ALONE[deed], warning: preview && preview.overlaps > 0 ? 'It would overlap another' : '' }
	const { does } = VERBS[deed]
	if (!preview) return { text: `${does} ${UNCOUNTED[scope]}.`, warning: '' }
	return {
		text: [`${does} ${howMany(scope, preview)}`, kept(deed, preview), detached(preview), unknown(preview)]
			.filter((part) => part !== '')
			.map((part) => `${part}.`)
			.join(' '),
		warning: sayOverlapping(preview)
	}
}

const sayOverlapping = ({ overlaps }: ScopePreview): string =>
	overlaps === 0 ? '' : overlaps === 1 ? '1 would overlap another' : `${overlaps} would overlap others`

const ALONE: Readonly<Record<Deed, string>> = {
	move: 'The others stay where they are.',
	change: 'The others stay as they are.',
	delete: 'The others stay.'
}

const UNCOUNTED = {
	following: 'this date and every later one',
	all: 'every date, those before today too'
} as const

/** `14 appointments`, `52 appointments in the year ahead, all after that and those before today`. */
function howMany(scope: 'following' | 'all', { affected, endless, past }: ScopePreview): string {
	const count = affected === 1 ? '1 appointment' : `${affected} appointments`
	const parts = [
		endless ? `${count} in the year ahead` : count,
		...(endless ? ['all after that'] : []),
		...(past ? [scope === 'all' ? 'those before today' : 'those since then'] : [])
	]
	return parts.length === 1 ? count : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function kept(deed: Deed, { keep }: ScopePreview): string {
	if (keep === 0) return ''
	const some = keep === 1 ? '1 that was' : `${keep} that were`
	if (deed === 'move') return `${some} moved by hand ${keep === 1 ? 'stays' : 'stay'} there`
	return `${some} changed by hand ${keep === 1 ? 'stays' : 'stay'} as ${keep === 1 ? 'it is' : 'they are'}`
}

const detached = ({ detaches }: ScopePreview): string =>
	detaches === 0
		? ''
		: detaches === 1
			? '1 with a change of its own comes to stand alone'
			: `${detaches} with changes of their own come to stand alone`

const unknown = ({ isLoaded }: ScopePreview): string => (isLoaded ? '' : 'As far as this device knows')
