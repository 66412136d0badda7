/** Machines of one team in a test: each with its own storage, one pretended server between them. */
import type { Level } from '#lib/core/account/level.ts'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import type { DeviceState } from '#lib/client/device.svelte.ts'
import type { LiveState, Wires } from '#lib/client/live/live-state.svelte.ts'
import type { Timers } from '#lib/client/live/timers.ts'
import { webSocketLine } from '#lib/client/live/websocket-line.ts'
import { bookOf, createMachine, NOVEMBER } from '../book.ts'
import { until } from '../storage/device.ts'
import { createPretendServer } from './pretend-server.ts'

// y-websocket listens for the end of the process with every document it opens.
process.setMaxListeners(0)

/** Pauses of the real thing in a fiftieth of their time: hardly a story is about how long one is. */
export const quick = (nowMs: () => number, times = 50): Timers => ({
	after(ms, work) {
		const timer = setTimeout(work, ms / times)
		return () => clearTimeout(timer)
	},
	nowMs,
	random: () => 0.5
})

export const neverPolls: Wires['polling'] = (events) => {
	const timer = setTimeout(() => events.closed(undefined))
	return { buffered: 0, send: () => undefined, close: () => clearTimeout(timer) }
}

/** `times`: how much faster pauses pass than in a page. */
export function createTeam(times = 50) {
	const server = createPretendServer()
	const machines: ReturnType<typeof createMachine>[] = []
	/** In the calendar of the team, by member; those who are not named write. */
	const levels = new Map<string, Level>()
	/** Who is signed in on the machine of a member, where it is somebody else. */
	const persons = new Map<string, string>()
	/** Calendars of their own, by member. */
	const personal = new Map<string, string>()
	let workspace: { id: string; name: string; calendar: string } | undefined

	/** A machine that this person is signed in on. */
	function machineOf(member: string) {
		const stored = new Map<string, string>()
		const person = { id: member, name: member, email: `${member}@example.org`, isFounder: false }
		stored.set('daybook.account', JSON.stringify({ person, workspaces: [] }))
		const made = createMachine({
			store: {
				getItem: (key) => stored.get(key) ?? null,
				setItem: (key, value) => void stored.set(key, value),
				removeItem: (key) => void stored.delete(key)
			},
			http: async (_method, path) => {
				const other = persons.get(member)
				const level = levels.get(member) ?? 'write'
				const view = workspace && {
					id: workspace.id,
					name: workspace.name,
					role: 'member',
					calendars: [
						...(level === 'none'
							? []
							: [{ id: workspace.calendar, kind: 'shared', owner: undefined, level }]),
						...[...personal].flatMap(([owner, id]) =>
							owner === member ? [{ id, kind: 'personal', owner, level: 'manage' }] : []
						)
					]
				}
				if (path === '/api/me' && other !== undefined)
					return {
						ok: true,
						value: { person: { ...person, id: other }, session: 's', workspaces: [] } as never
					}
				if (path === '/api/me')
					return { ok: true, value: { person, session: 's', workspaces: view ? [view] : [] } as never }
				if (path === '/api/workspaces') return { ok: true, value: view as never }
				return { ok: false, why: 'offline', message: 'not of this story' }
			},
			wires: async () => ({
				webSocket: webSocketLine(() => server.socket(member), 'http://server'),
				polling: neverPolls,
				timers: quick(() => made.clock.nowMs, times)
			})
		})
		machines.push(made)
		return made
	}

	return {
		server,
		levels,
		person: persons,
		personal,
		machineOf,
		/** The first of the team: a book begun on their device, then connected. */
		async found(member = 'ada') {
			const machine = machineOf(member)
			const book = await machine.begin()
			workspace = { id: book.id, name: 'Salon', calendar: book.calendar }
			const device = machine.tabs[0] as DeviceState
			const connected = await device.account.connect()
			if (!connected.ok) throw new Error(connected.message)
			await live(device)
			return seat(machine, device)
		},
		/** Another person (or device) opens the book of the team. */
		async join(member: string) {
			const machine = machineOf(member)
			const device = machine.tab()
			await device.start()
			await device.account.refresh()
			const opened = await device.account.open(workspace?.id ?? '')
			if (!opened.ok) throw new Error(opened.message)
			await live(device)
			return seat(machine, device)
		},
		async close() {
			for (const machine of machines.splice(0)) await machine.close()
		}
	}
}

/** What a story needs of somebody at their device. */
export function seat(machine: ReturnType<typeof createMachine>, device: DeviceState) {
	return {
		machine,
		device,
		get book(): BookState {
			return bookOf(device)
		},
		get live(): LiveState {
			if (!device.live) throw new Error('No book is open')
			return device.live
		},
		/** November is shown and all of it is here. */
		async look(range = NOVEMBER) {
			bookOf(device).show(range)
			await until(() => bookOf(device).isLoaded(range))
			return bookOf(device)
		},
		/** The same tab after a reload. */
		async reload() {
			await device.close()
			return reopen(machine)
		},
		/** Another tab of the same browser. */
		tab: () => reopen(machine)
	}
}

async function reopen(machine: ReturnType<typeof createMachine>) {
	const device = machine.tab()
	await device.start()
	void device.live?.start()
	return seat(machine, device)
}

const live = (device: DeviceState) => until(() => device.live?.connection === 'live')

export type Seat = ReturnType<typeof seat>
export { until }
