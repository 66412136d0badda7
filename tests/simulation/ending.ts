/** The end of a world: everything is mended, everything runs empty, and every replica is held against the server. */
import { applyUpdate, decodeStateVector, Doc, encodeStateVector } from 'yjs'
import { rootRoom, type Room } from '#lib/doc/rooms.ts'
import { sameValue } from '#lib/doc/same.ts'
import type { Decision } from '#lib/client/storage/decisions.ts'
import type { Mark } from '#lib/client/storage/journal.ts'
import { covers } from '#lib/client/storage/vector.ts'
import { ACTS } from './acts.ts'
import type { Scene } from './faults.ts'
import { CALENDAR_ROOMS, guestsAreHinted, lacking, notKept, stored, type Broken } from './laws.ts'
import { openTab, WINDOW, WORKSPACE, type Machine, type Tab } from './machine.ts'
import type { Truth } from './truth.ts'

/** Longer than any pause before another try. */
const PATIENCE_MS = 10 * 60_000
/** Without a new connection: nobody has to be cut off to see what the others did. */
const AT_FIRST_MS = 2 * 60_000
const LOOK_EVERY_MS = 5000
/** Nobody who is connected may be left behind for minutes. */
const LACKS = 'is live and was not told'

/** Broken: something is lost, differs, or never comes to rest. */
export async function endWell(scene: Scene, truth: Truth): Promise<Broken> {
	const { machines, server, schedule, network, count } = scene
	mend(scene)
	const waits = await rest(scene, truth, AT_FIRST_MS)
	if (waits?.includes(LACKS)) return waits
	if (waits === undefined) {
		count('came to rest without a new connection')
		const broken = await everybodyHasIt(scene, truth)
		if (broken !== undefined) return broken
	}
	for (const machine of machines) countKept(machine, count)
	await decide(scene)
	// A right that was given back, for one, is found out with the next connection.
	for (const { cable } of machines) network.drop(cable)
	await schedule.pass(LOOK_EVERY_MS)
	const restless = await rest(scene, truth, PATIENCE_MS)
	if (restless !== undefined) return `after ${PATIENCE_MS / 60_000} minutes ${restless}`
	for (const { snapshot } of server.disk.contents().rooms.values()) if (snapshot) count('the log was merged')
	count('brought back what a restore lost', truth.broughtBack())
	return (
		(await everybodyHasIt(scene, truth)) ??
		(await logIsWhole(server, truth)) ??
		somethingIsNowhere(machines, truth)
	)
}

/** What waits for a person finds one, as far as questions go: most of them come up when all meet again. */
async function decide({ machines, schedule, dice, count }: Scene) {
	for (const tab of machines.flatMap(({ tabs }) => tabs)) {
		for (const name of ['answer a question', 'put back'] as const) {
			const doing = schedule.as(tab.owner, () => ACTS[name](tab, dice))
			if (!doing) continue
			count(name)
			doing.catch((bug: unknown) => tab.bugs.push(bug))
		}
	}
	await schedule.pass(LOOK_EVERY_MS)
}

function mend(scene: Scene) {
	const { machines, server, schedule, network } = scene
	server.start()
	server.disk.refuseWrites('full', 0)
	server.diskMs = 2
	for (const { cable, browser } of machines) {
		browser.isFull = false
		// What hangs in a network that swallowed everything would hang for as long as the pulse takes.
		if (cable.state !== 'up') network.drop(cable)
		cable.state = 'up'
		cable.latencyMs = 20
	}
	for (const machine of machines) {
		for (const tab of machine.tabs.slice(1)) schedule.as(tab.owner, () => void tab.close())
		const [tab = openTab(machine, scene)] = machine.tabs
		tab.hint()
	}
}

/** Why it does not come to rest; undefined when it did. */
async function rest(scene: Scene, truth: Truth, patienceMs: number): Promise<Broken> {
	let waits: Broken
	for (let passed = 0; passed < patienceMs; passed += LOOK_EVERY_MS) {
		await scene.schedule.pass(LOOK_EVERY_MS)
		truth.refresh()
		for (const machine of scene.machines) {
			// The last one was about to be closed when all was mended.
			if (machine.tabs.length === 0) openTab(machine, scene)
			for (const tab of machine.tabs) lookAtAll(tab, scene)
		}
		waits = stillWaits(scene, truth)
		if (waits === undefined) return undefined
	}
	return waits
}

/** For the test that shows what these worlds are about. */
function countKept(machine: Machine, count: Scene['count']) {
	count('a write was refused for want of room', machine.browser.refused)
	for (const { core } of machine.tabs) {
		count('two at once were marked', core.index.overlaps(WINDOW).length)
		count('a guest was hinted', CALENDAR_ROOMS.flatMap(core.index.guestsOf).length)
	}
	for (const { kind } of stored<Decision>(machine, 'daybook', 'decisions'))
		count(`kept for a person: ${kind}`)
}

/** Every room there is, so that every document of every machine is looked at. */
function lookAtAll({ core, owner }: Tab, { schedule }: Scene) {
	schedule.as(owner, () => void core.replica.want([rootRoom(WORKSPACE), ...CALENDAR_ROOMS]))
}

function stillWaits({ machines, server }: Scene, truth: Truth): Broken {
	if ((server.relay?.counts().waiting ?? 0) > 0) return 'updates wait for the disk of the server'
	for (const machine of machines) {
		if (machine.tabs.length !== 1) return `${machine.name} has ${machine.tabs.length} tabs`
		for (const tab of machine.tabs) {
			const waits = tabWaits(tab, scene(server, machine), truth)
			if (waits !== undefined) return `${tab.device} ${waits}`
		}
	}
	return undefined
}

const scene = (server: Scene['server'], { member }: Machine) => ({
	mayRead: (room: Room) => server.accessOf(member, room) !== 'none'
})

function tabWaits(
	{ core, live }: Tab,
	{ mayRead }: { mayRead: (room: Room) => boolean },
	truth: Truth
): Broken {
	if (!live) return 'has not begun to connect'
	if (live.connection.status !== 'live') return `is ${live.connection.status}`
	if (core.queue.status.waiting > 0) return 'has edits that are not saved'
	const [deed] = live.deeds.waitingDeeds
	if (deed) return `waits with “${deed.label}” ${sayMarks(deed.marks, truth)}`
	if (live.drain.progress) return 'brings something to the server'
	for (const room of [rootRoom(WORKSPACE), ...CALENDAR_ROOMS]) {
		const link = live.links.link(room)
		// With storage full it cannot put away what it may not read any more: it tries again.
		if (!mayRead(room) && link?.phase === 'shut') return `has not given up ${room}`
		if (!mayRead(room)) continue
		if (!core.replica.opened(room)) return `has not opened ${room}`
		if (link?.phase !== 'live') return `is ${link?.phase ?? 'not connected'} in ${room}`
		if (!link.isSynced)
			return `is not synced in ${room}: ${lacking(link.durable, vectorOf(link.open.doc)) ?? ''} (on disk: ${lacking(truth.vector(room), vectorOf(link.open.doc)) ?? 'all'})`
		const behind = lacking(vectorOf(link.open.doc), truth.vector(room))
		if (behind) return `${LACKS} of ${behind} in ${room}`
		const { epoch } = link.at
		if (epoch !== truth.epoch(room)) return `is in the epoch ${epoch} of ${room}`
	}
	return undefined
}

/** All replicas equal the server, as far as their persons may read it. */
async function everybodyHasIt({ machines, server }: Scene, truth: Truth): Promise<Broken> {
	truth.refresh()
	for (const room of [rootRoom(WORKSPACE), ...CALENDAR_ROOMS]) {
		const right = rawOf(truth.doc(room))
		for (const machine of machines) {
			if (server.accessOf(machine.member, room) === 'none') continue
			for (const { core, device } of machine.tabs) {
				const doc = core.replica.opened(room)?.doc
				if (!doc || !sameValue(rawOf(doc), right))
					return `${device} differs from the server in ${room} ${doc ? sayDifference(rawOf(doc), right) : ''}`
			}
		}
	}
	return booksDiffer(machines, server) ?? guestsAreHinted((room) => truth.doc(room), 'on the server')
}

/** Snapshot and tail say what was stored piece by piece. */
async function logIsWhole({ disk }: Scene['server'], truth: Truth): Promise<Broken> {
	for (const room of truth.rooms()) {
		const loaded = await disk.open().load(room)
		if (!loaded.ok) return loaded.message
		const { snapshot, tail } = loaded.value
		const fresh = new Doc({ guid: room })
		if (snapshot) applyUpdate(fresh, snapshot.update)
		for (const { update } of tail) applyUpdate(fresh, update)
		if (!sameValue(rawOf(fresh), rawOf(truth.doc(room))))
			return `the log of ${room} read anew differs from what was stored`
	}
	return undefined
}

/** The first register that is not the same. */
function sayDifference(mine: Raw, theirs: Raw): string {
	for (const map of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
		const [one = {}, other = {}] = [mine[map], theirs[map]]
		for (const id of new Set([...Object.keys(one), ...Object.keys(other)]))
			if (!sameValue(one[id], other[id]))
				return `${map} of ${id}: ${JSON.stringify(one[id])} here, ${JSON.stringify(other[id])} there`
	}
	return ''
}

const sayMarks = (marks: readonly Mark[] = [], truth: Truth): string =>
	marks
		.map(({ room, generation, client, clock }) => {
			const there = covers(truth.vector(room), client, clock) ? 'on disk' : 'not on disk'
			return `${room}~${generation} ${client}/${clock} ${there}`
		})
		.join(', ')

const vectorOf = (doc: Doc) => decodeStateVector(encodeStateVector(doc))

type Raw = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const rawOf = (doc: Doc): Raw => {
	const maps: Record<string, Readonly<Record<string, unknown>>> = {}
	for (const name of [...doc.share.keys()].sort()) {
		const registers = doc.getMap(name).toJSON()
		if (Object.keys(registers).length > 0) maps[name] = registers
	}
	return maps
}

/** Who may see the same sees the same. */
function booksDiffer(machines: readonly Machine[], server: Scene['server']): Broken {
	const seen = new Map<string, { readonly device: string; readonly book: unknown }>()
	for (const { member, tabs } of machines) {
		const rights = CALENDAR_ROOMS.map((room) => server.accessOf(member, room) !== 'none').join()
		for (const { core, device } of tabs) {
			const book = core.index.occurrences(WINDOW)
			const other = seen.get(rights)
			if (other && !sameValue(other.book, book)) return `${device} and ${other.device} show different books`
			seen.set(rights, { device, book })
		}
	}
	return undefined
}

function somethingIsNowhere(machines: readonly Machine[], truth: Truth): Broken {
	for (const machine of machines) {
		for (const action of machine.saved) {
			if (action.life !== machine.life) continue
			const lost = notKept(machine, truth, action)
			if (lost)
				return `“${action.label}” of ${machine.name} is neither on the server nor with its author: ${lost}`
		}
	}
	return undefined
}
