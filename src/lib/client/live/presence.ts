/**
 * Who is here (the awareness of the root room): never stored, sent ten times a second at most, gone with the page. What
 * others say of themselves is looked at before it is believed.
 */
import type { Awareness } from 'y-protocols/awareness'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Day, Wall } from '#lib/core/time/wall.ts'
import { isZone } from '#lib/core/time/zone.ts'
import { colourOf } from '#lib/core/workspace/colour.ts'
import type { Move } from '../book.ts'
import type { Person } from './live.ts'
import type { Timers } from './timers.ts'

/** A drag moves with every frame; ten of them a second are as smooth to a colleague. */
const PAUSE_MS = 100

/** What one tab says of itself, and the server of who it is. */
export interface Presence {
	readonly member: string
	readonly name: string
	/** Last part of the clocks of its edits: tells who wrote a register. */
	readonly device: string
	readonly day: Day | null
	readonly holds: AppointmentId | null
	readonly drag: { readonly key: AppointmentId; readonly to: Move } | null
}

export type Doing = Pick<Presence, 'day' | 'holds' | 'drag'>

export interface PresenceDeps {
	readonly timers: Timers
	readonly device: string
	/** The account; empty where nobody knows. */
	readonly member: () => string
	readonly onchange: () => void
}

export interface PresenceState {
	readonly people: readonly Person[]
	/** Who wrote with this clock's device; undefined: nobody who was seen here since the page was opened. */
	nameOf(device: string): string | undefined
	say(doing: Partial<Doing>): void
	/** Of the root's link; undefined: there is none at present. */
	attach(awareness: Awareness | undefined): void
	/** The line is up again: peers have forgotten us, and their servers' word of them is to be believed anew. */
	renew(): void
	down(): void
	/** The page is hidden for good: the others see it at once. `back`: it was kept and is shown again. */
	leave(): void
	back(): void
}

export function createPresence({ timers, device, member, onchange }: PresenceDeps): PresenceState {
	let awareness: Awareness | undefined
	let doing: Doing = { day: null, holds: null, drag: null }
	let callOff: (() => void) | undefined
	let isDue = false
	let isGone = false
	let people: readonly Person[] = []
	const names = new Map<string, string>()

	function send() {
		isDue = false
		if (!isGone) awareness?.setLocalState({ device, ...doing })
		callOff = timers.after(PAUSE_MS, () => {
			callOff = undefined
			if (isDue) send()
		})
	}

	function read() {
		const me = member()
		const seen = [...(awareness?.getStates() ?? [])].flatMap(([client, state]) => {
			const presence = client === awareness?.clientID ? undefined : readPresence(state)
			return presence ? [presence] : []
		})
		for (const one of seen) names.set(one.device, one.name)
		const others = seen.filter((one) => (me === '' ? one.device !== device : one.member !== me))
		people = [...Map.groupBy(others, (one) => one.member || one.device)].map(personOf).sort(byName)
		onchange()
	}

	return {
		get people() {
			return people
		},
		nameOf: (device) => names.get(device),
		say(next) {
			doing = { ...doing, ...next }
			if (callOff) isDue = true
			else send()
		},
		attach(next) {
			awareness?.off('change', read)
			awareness = next
			awareness?.on('change', read)
			if (awareness && !isGone) awareness.setLocalState({ device, ...doing })
			read()
		},
		renew() {
			if (awareness && !isGone) awareness.setLocalState({ device, ...doing })
		},
		down() {
			if (!awareness) return
			// What is forgotten only by half is not taken again from the server: it has the clock it had (y-protocols).
			for (const client of [...awareness.meta.keys()])
				if (client !== awareness.clientID) awareness.meta.delete(client)
			read()
		},
		leave() {
			isGone = true
			callOff?.()
			callOff = undefined
			awareness?.setLocalState(null)
		},
		back() {
			isGone = false
			send()
		}
	}
}

/** Several tabs or devices of one person are one: the one that does something counts. */
function personOf([id, tabs]: readonly [string, readonly Presence[]]): Person {
	const { name, day, holds, drag } = tabs.reduce((a, b) => (busyness(b) > busyness(a) ? b : a))
	return {
		id,
		name: name || 'Somebody',
		colour: colourOf(id),
		day: day ?? undefined,
		holds: holds ?? undefined,
		drag: drag ?? undefined
	}
}

const busyness = ({ day, holds, drag }: Presence): number => (drag ? 3 : holds ? 2 : day === null ? 0 : 1)

const byName = (a: Person, b: Person): number => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)

/** Longer than any name or key: what is above is not from this app. */
const LONGEST = 200
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

function readPresence(state: unknown): Presence | undefined {
	if (typeof state !== 'object' || state === null) return undefined
	const { device, day, holds, drag, user } = state as Readonly<Record<string, unknown>>
	// Who it is the server says, from the connection it came over.
	const { id, name } = (user ?? {}) as Readonly<Record<string, unknown>>
	if (!isText(device)) return undefined
	return {
		member: isText(id) ? id : '',
		name: isText(name) ? name : '',
		device,
		day: isNumber(day) ? (day as Day) : null,
		holds: isText(holds) ? holds : null,
		drag: readDrag(drag)
	}
}

function readDrag(drag: unknown): Presence['drag'] {
	if (typeof drag !== 'object' || drag === null) return null
	const { key, to } = drag as { readonly key: unknown; readonly to: unknown }
	if (!isText(key) || typeof to !== 'object' || to === null) return null
	const { start, end, allDay, zone, resources } = to as Readonly<Record<string, unknown>>
	if (!isNumber(start) || !isNumber(end) || end < start || !isText(zone) || !isZone(zone)) return null
	if (!Array.isArray(resources) || !resources.every(isText)) return null
	return { key, to: { start: start as Wall, end: end as Wall, allDay: allDay === true, zone, resources } }
}
