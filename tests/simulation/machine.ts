/**
 * A machine of one person: its browser and the tabs in it. A tab is the real client below its reactive shell: replica,
 * journal, index, editing, connection, rooms, judge, desk. What is not of a page load (storage) outlives its tabs.
 */
import type { CalendarId } from '#lib/core/appointment/appointment.ts'
import { addDays, dayOf, wallOf, type Day, type Span } from '#lib/core/time/wall.ts'
import type { Workspace } from '#lib/core/workspace/workspace.ts'
import { roomsFor } from '#lib/doc/index/rooms-needed.ts'
import { rootRoom, type Room } from '#lib/doc/rooms.ts'
import type { UndoPart, UndoStep } from '#lib/doc/write.ts'
import { createBookCore, type BookCore } from '#lib/client/book-core.ts'
import { tabDevice } from '#lib/client/history.ts'
import { createLiveCore, type LiveCore } from '#lib/client/live/live-core.ts'
import { webSocketLine } from '#lib/client/live/websocket-line.ts'
import type { OpenLine } from '#lib/client/live/line.ts'
import { createDeviceStorage } from '#lib/client/storage/device-storage.ts'
import type { Journal, JournalAction } from '#lib/client/storage/journal.ts'
import { did, NO_UNDO, type UndoStacks } from '#lib/client/undo-stack.ts'
import { createBrowser, type Browser, type TabStorage } from './browser.ts'
import type { Dice } from './dice.ts'
import type { Cable, Network } from './network.ts'
import type { Owner, Schedule } from './schedule.ts'

export const WORKSPACE = 'salon'
export const CALENDARS = ['team', 'spa'] as const

/** What a tab was told is saved: its transaction was complete. */
export interface SavedAction extends JournalAction {
	/** Counts the lives of the storage: what was cleared with it is nobody's promise any more. */
	readonly life: number
}

export interface Machine {
	readonly name: string
	readonly member: string
	/** Writes what the others do not know yet. */
	readonly isNewer: boolean
	readonly cable: Cable
	readonly saved: SavedAction[]
	readonly tabs: Tab[]
	browser: Browser
	life: number
	/** Its clock is off by so much. */
	skewMs: number
	/** Calendars its person could not even read at some time. */
	readonly barredFrom: Set<CalendarId>
}

export interface Tab {
	readonly machine: Machine
	readonly owner: Owner
	readonly core: BookCore
	/** Undefined until it was loaded. */
	readonly live: LiveCore | undefined
	readonly workspace: Workspace | undefined
	readonly bugs: unknown[]
	/** What acts found and left, until it is looked at. */
	readonly parts: UndoPart[]
	readonly shown: Span<Day>
	stacks: UndoStacks
	device: string
	show(range: Span<Day>): void
	did(label: string, step: UndoStep): void
	/** Looks only where the index or the open documents are not what they were at the last look. */
	onChange(look: (tab: Tab) => string | undefined): string | undefined
	/** The page is looked at again, or the network is said to be back. */
	hint(): void
	/** As a person closes it: what can be stored is. */
	close(): Promise<void>
	kill(): number
}

export interface TabDeps {
	readonly schedule: Schedule
	readonly dice: Dice
	readonly network: Network
	/** Sees every tab before it begins. */
	readonly onTab: ((tab: Tab) => void) | undefined
}

const FIRST = dayOf(wallOf(2026, 11, 16))
export const WINDOW: Span<Day> = { start: FIRST, end: addDays(FIRST, 28) }

export function createMachine(
	schedule: Schedule,
	{ name, member, isNewer }: Pick<Machine, 'name' | 'member' | 'isNewer'>
): Machine {
	const cable: Cable = { state: 'up', latencyMs: 40 }
	return {
		name,
		member,
		isNewer,
		cable,
		saved: [],
		tabs: [],
		browser: createBrowser(schedule),
		life: 0,
		skewMs: 0,
		barredFrom: new Set()
	}
}

/** HTTP is blocked in this world; the wire over it has laws of its own. */
const neverPolls =
	(schedule: Schedule): OpenLine =>
	(events) => {
		const callOff = schedule.after(5, () => events.closed(undefined))
		return { buffered: 0, send: () => undefined, close: callOff }
	}

/** A page load. It is of use at once; its documents and its connection come by themselves. */
export function openTab(machine: Machine, { schedule, dice, network, onTab }: TabDeps): Tab {
	const owner: Owner = { isDead: false }
	const kept: TabStorage = machine.browser.tab(owner)
	const device = tabDevice(machine.name, String(dice.below(900) + 100))
	const bugs: unknown[] = []
	let workspace: Workspace | undefined
	let live: LiveCore | undefined
	let shown: Span<Day> = WINDOW
	let wanted = 0
	let looked = ''

	const storage = createDeviceStorage(kept.factory, kept.locks, kept.channel)
	const later = (ms: number, work: () => void) => schedule.after(ms, work, owner)
	const core: BookCore = schedule.as(owner, () =>
		createBookCore(
			{
				workspace: WORKSPACE,
				storage: { ...storage, journal: watched(storage.journal, machine) },
				device,
				by: machine.member,
				nowMs: () => Math.floor(schedule.now + machine.skewMs),
				randomBytes: (length) => Uint8Array.from({ length }, () => dice.below(256)),
				idle: (work) => void later(5, work),
				isShared: () => true,
				rights: () => undefined,
				member: () => machine.member
			},
			{
				onworkspace(next) {
					workspace = next
					want()
				},
				onrooms: () => undefined,
				onsaving: () => undefined,
				onrows: () => undefined
			}
		)
	)

	const calendars = (): readonly CalendarId[] => workspace?.calendars.map(({ id }) => id) ?? []
	const isOfBook = (room: Room) =>
		room === rootRoom(WORKSPACE) ||
		CALENDARS.some((calendar) => room === `c.${calendar}` || room.startsWith(`c.${calendar}.`))

	function want() {
		const rooms = calendars().flatMap((calendar) => roomsFor(calendar, shown, core.index))
		if (rooms.length === wanted && wanted > 0) return
		wanted = rooms.length
		void core.replica.want([rootRoom(WORKSPACE), ...rooms])
		core.replica.follow(rooms)
	}

	const tab: Tab = {
		machine,
		owner,
		core,
		bugs,
		parts: [],
		stacks: NO_UNDO,
		device,
		get live() {
			return live
		},
		get workspace() {
			return workspace
		},
		get shown() {
			return shown
		},
		show(range) {
			shown = range
			wanted = 0
			schedule.as(owner, want)
		},
		did(label, step) {
			tab.stacks = did(tab.stacks, { label, steps: [step] })
		},
		onChange(look) {
			const state = `${core.index.version} ${core.replica.openRooms().length}`
			if (state === looked) return undefined
			looked = state
			return look(tab)
		},
		hint: () => schedule.as(owner, () => live?.connection.hint()),
		async close() {
			await live?.close()
			await core.close()
			kept.kill()
			network.drop(owner)
			machine.tabs.splice(machine.tabs.indexOf(tab), 1)
		},
		kill() {
			const cut = kept.kill()
			network.drop(owner)
			machine.tabs.splice(machine.tabs.indexOf(tab), 1)
			return cut
		}
	}

	async function start() {
		core.index.subscribe(({ guestsOf }) => guestsOf.length > 0 && want())
		void core.replica.want([rootRoom(WORKSPACE)])
		live = await createLiveCore({
			core,
			webSocket: webSocketLine(
				() => network.open(machine.cable, machine.member, owner, device),
				'http://server'
			),
			polling: neverPolls(schedule),
			timers: { after: later, nowMs: core.deps.nowMs, random: dice.unit },
			member: () => machine.member,
			isOfBook,
			myDays: () => [shown],
			named: (key) =>
				core.index.find(key)?.appointment ?? core.index.appointment(key) ?? core.index.seriesOf(key),
			did: tab.did,
			onchange: () => undefined,
			onbug: (bug) => void bugs.push(bug)
		})
	}

	machine.tabs.push(tab)
	onTab?.(tab)
	schedule.as(owner, () => void start().catch((bug: unknown) => bugs.push(bug)))
	return tab
}

/** Writes down what was promised: everything in an `append` that resolved well. */
function watched(journal: Journal, machine: Machine): Journal {
	return {
		...journal,
		async append(actions) {
			const { life } = machine
			const stored = await journal.append(actions)
			if (stored.ok && life === machine.life)
				machine.saved.push(...actions.map((action) => ({ ...action, life })))
			return stored
		}
	}
}
