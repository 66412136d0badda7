/**
 * The live half of an open book: its connection, its rooms, what waits for the server and what for a person, wired to
 * one another. Loaded when the book has a server, after the first paint.
 */
import type { Day, Span } from '#lib/core/time/wall.ts'
import type { Result } from '#lib/core/result.ts'
import { rootRoom, type Room } from '#lib/doc/rooms.ts'
import type { UndoStep } from '#lib/doc/write.ts'
import { assertAgain } from '#lib/doc/edit/again.ts'
import type { BookCore, Follower } from '../book-core.ts'
import { sameDevice } from '../history.ts'
import type { StorageFault } from '../storage/database.ts'
import type { Generation } from '../storage/doc-rows.ts'
import type { RoomUpdate } from '../storage/journal.ts'
import type { OpenDoc } from '../storage/open-doc.ts'
import type { TabMessage } from '../storage/tab-channel.ts'
import { createAbsence, type Absence } from './absence.ts'
import { createConnection, type Connection } from './connection.ts'
import { createDesk, type Desk } from './decision-desk.ts'
import { createDeeds, type Deeds } from './deeds.ts'
import { createDrain, type Drain } from './drain.ts'
import { giveUp, giveUpStale } from './give-up.ts'
import { createJudge } from './judge.ts'
import { SLOW_MS } from './ladder.ts'
import type { OpenLine } from './line.ts'
import { createPresence, type PresenceState } from './presence.ts'
import type { RoomLink, Turned } from './room-link.ts'
import { createRoomLinks, type RoomLinks } from './room-links.ts'
import { createRoomWaiters } from './room-waiters.ts'
import type { Timers } from './timers.ts'
import type { NamedBy } from './words.ts'

export interface LiveCoreDeps {
	readonly core: BookCore
	readonly webSocket: OpenLine
	readonly polling: OpenLine
	readonly timers: Timers
	/** The account of this person. */
	readonly member: () => string
	/** A room of this book. */
	readonly isOfBook: (room: Room) => boolean
	/** The days this person looks at. */
	readonly myDays: () => readonly Span<Day>[]
	readonly named: NamedBy
	/** A decision was carried out: an undo step. */
	readonly did: (label: string, step: UndoStep) => void
	readonly onchange: () => void
	readonly onbug: (bug: unknown) => void
}

export interface LiveCore {
	readonly connection: Connection
	readonly links: RoomLinks
	readonly deeds: Deeds
	readonly desk: Desk
	readonly absence: Absence
	readonly presence: PresenceState
	readonly drain: Drain
	/** This person is no member (any more). */
	readonly isForbidden: boolean
	mayWrite(room: Room): boolean
	/** Everything of the book goes to the server: it was just connected. */
	bringAll(): Promise<void>
	/** Positions are stored, as far as storage lets it. */
	flush(): Promise<void>
	close(): Promise<void>
}

/** For one document in the background: a busy month over a slow line takes seconds, one that takes longer is left. */
const BRING_MS = 60_000
/** Storage refused to keep refused edits: nothing was given up, and it is tried again. */
const TURNED_AGAIN_MS = 30_000
const SETTLE_MS = 5000

export async function createLiveCore(deps: LiveCoreDeps): Promise<LiveCore> {
	const { core, timers, onbug } = deps
	const { storage, workspace, device, nowMs } = core.deps
	const { channel, journal, syncs, decisions, factory, projections } = storage
	const root = rootRoom(workspace)
	const isMine = (other: string) => sameDevice(device, other)
	const tellTabs = () => channel?.send({ kind: 'done', workspace })
	const following = new Map<Room, () => void>()
	/** Of rooms whose document was given up: what takes its place. */
	const generations = new Map<Room, Generation>()
	const { until, wake, wakeAll } = createRoomWaiters(timers)
	let isForbidden = false
	let wasLive = false
	let closed = false
	let callOffSlow = () => {}

	const connection = createConnection({ ...deps, onchange: connectionChanged })
	const links: RoomLinks = createRoomLinks({
		connection,
		timers,
		syncs,
		channel,
		root,
		events: {
			onchange: roomChanged,
			onlinked: (link) => {
				if (link.open.room === root) presence.attach(link.provider.awareness)
			},
			onunlinked: (link) => {
				if (link.open.room === root) presence.attach(undefined)
			},
			oncaughtup: caughtUp,
			onturned: (link, turned) => void turnedAway(link, turned).catch(onbug),
			// A server restored from a backup lacks what it lost in every room, not only in those that are open.
			onnewepoch: () => void bringAll(undefined),
			onbug
		}
	})
	const deeds: Deeds = createDeeds({
		journal,
		isOfBook: deps.isOfBook,
		isOnServer: links.has,
		wasSynced: links.wasSynced,
		onchange() {
			// What waits for long is worth a word, though nothing happens.
			callOffSlow()
			if (deeds.waiting.length > 0) callOffSlow = timers.after(SLOW_MS, deps.onchange)
			deps.onchange()
		}
	})
	const presence: PresenceState = createPresence({
		timers,
		device,
		member: deps.member,
		onchange: deps.onchange
	})
	const desk: Desk = createDesk({
		workspace,
		decisions,
		editing: core.editing,
		named: deps.named,
		nameOfDevice: presence.nameOf,
		mayWrite,
		did: deps.did,
		onwrite: tellTabs,
		onchange: deps.onchange
	})
	const judge = createJudge({
		workspace,
		deeds,
		assert: (register, label) =>
			void core.editing.inTurn(() =>
				core.editing.apply([register.room], label, (docOf) => assertAgain(docOf, [register]))
			),
		decide: (made) => void desk.add(made),
		isAsked: desk.isAsked
	})
	const absence: Absence = createAbsence({
		timers,
		nowMs,
		workspace,
		database: storage.database,
		index: core.index,
		myDays: deps.myDays,
		isMine,
		isBusy: () => core.replica.wanted.some((room) => !links.isBarred(room) && !hasCaughtUp(links.link(room))),
		onchange: deps.onchange
	})
	const drain: Drain = createDrain({ bring, onchange: deps.onchange })

	const hasCaughtUp = (link: RoomLink | undefined) => link?.phase === 'live' || link?.phase === 'shut'

	function mayWrite(room: Room): boolean {
		return !links.isBarred(room) && links.accessTo(room) !== 'read'
	}

	function connectionChanged() {
		const isLive = connection.status === 'live'
		if (isLive && !wasLive) cameBack()
		if (!isLive && wasLive) {
			drain.stop()
			presence.down()
			absence.left()
			wakeAll()
		}
		if (connection.status === 'offline') void recall().catch(onbug)
		wasLive = isLive
		deps.onchange()
	}

	/** Without a line of its own this tab knows what the others have brought. */
	async function recall() {
		await links.load()
		core.replica.complete(links.syncedRooms())
	}

	/** Rights may have changed meanwhile, and so may what other tabs left behind. */
	function cameBack() {
		isForbidden = false
		links.unbar()
		for (const room of core.replica.openRooms()) {
			const open = core.replica.opened(room)
			if (open && !links.link(room)) links.add(open)
		}
		void bringWaiting()
	}

	async function bringWaiting() {
		const known = (await Promise.all(prefixes().map((prefix) => core.replica.known(prefix)))).flat()
		const unsynced = known.filter((room) => deps.isOfBook(room) && !links.wasSynced(room))
		drain.add([...deeds.waitingRooms(), ...unsynced].filter(deps.isOfBook), undefined)
	}

	const prefixes = () => ['w.', 'c.']

	async function bringAll(kind: 'to-server' | undefined) {
		await deeds.load()
		const known = (await Promise.all(prefixes().map((prefix) => core.replica.known(prefix)))).flat()
		drain.add([root, ...known.filter(deps.isOfBook)], kind)
	}

	async function bring(room: Room): Promise<boolean> {
		if (connection.status !== 'live' || closed) return false
		if (links.isBarred(room)) return true
		try {
			await core.replica.withDocs([room], () => untilSynced(room))
			return connection.status === 'live'
		} catch {
			return false
		}
	}

	/** The server has all of it, or will not take it, or the line is down. */
	function untilSynced(room: Room): Promise<void> {
		const isOver = () => {
			const link = links.link(room)
			return (
				!link ||
				connection.status !== 'live' ||
				link.phase === 'shut' ||
				(link.phase === 'live' && link.isSynced)
			)
		}
		return until(room, isOver, BRING_MS)
	}

	function roomChanged(room: Room) {
		deeds.check(room)
		wake(room)
		core.replica.closeUnused()
		deps.onchange()
	}

	function caughtUp(link: RoomLink) {
		const { open } = link
		core.replica.complete([open.room])
		judge.judgeAll(open)
		if (open.room === root) presence.renew()
		absence.settleSoon()
		deps.onchange()
	}

	async function turnedAway(link: RoomLink, turned: Turned) {
		const { room } = link.open
		if (room === root && !turned.mayRead) {
			isForbidden = true
			deps.onchange()
			return
		}
		await until(room, () => link.isSettled, SETTLE_MS)
		await core.queue.flush()
		// With what the other tabs did, so that it is kept in the words it was done in.
		await deeds.load()
		await giveUpWith(
			() => giveUp(giveUpDeps, link, turned),
			room,
			turned.mayRead,
			() => {
				timers.after(TURNED_AGAIN_MS, () => {
					if (!closed && links.link(room) === link) links.add(link.open)
				})
			}
		)
	}

	const giveUpDeps = { workspace, syncs, factory, nowMs, isMine, deeds }

	async function giveUpWith(
		work: () => Promise<Result<Generation, StorageFault>>,
		room: Room,
		mayRead: boolean,
		onfailure: () => void
	) {
		const done = await work()
		if (!done.ok) return onfailure()
		links.forget(room)
		if (!mayRead) links.bar(room)
		channel?.send({ kind: 'anew', room, generation: done.value })
		generations.set(room, done.value)
		await core.replica.discard(room)
		await Promise.all([sweep(), desk.load()])
		tellTabs()
	}

	/** Another tab gave the document up; what was done here since then is kept as well. */
	async function anew(room: Room, generation: Generation) {
		generations.set(room, generation)
		const open = core.replica.opened(room)
		if (open && open.generation < generation) {
			links.forget(room)
			await core.queue.flush()
			await core.replica.discard(room)
		}
		await sweep()
	}

	/** Actions in documents that were given up before they were journalled. */
	async function sweep() {
		await deeds.load()
		if (await giveUpStale({ ...giveUpDeps, projections })) {
			await Promise.all([deeds.load(), desk.load()])
			tellTabs()
		}
	}

	const follower: Follower = {
		opened(open: OpenDoc) {
			const gone = following.get(open.room)
			gone?.()
			const stops = [judge.follow(open), desk.follow(open), absence.follow(open, () => links.link(open.room))]
			following.set(open.room, () => stops.forEach((stop) => stop()))
			links.add(open)
		},
		putAway(room) {
			following.get(room)?.()
			following.delete(room)
			links.remove(room)
		},
		isBusy: (room) => {
			const link = links.link(room)
			return link?.phase === 'live' && !link.isSynced
		},
		isSettled: ({ room, mark }) =>
			mark ? links.has({ room, ...mark }) : (links.link(room)?.isSynced ?? false),
		did(action, stored) {
			deeds.add(action, stored)
			const isLate = ({ room, mark }: RoomUpdate) => (mark?.generation ?? 0) < (generations.get(room) ?? 0)
			void stored.then(() => (action.updates.some(isLate) ? sweep().catch(onbug) : tellTabs()))
		}
	}

	function hear(message: TabMessage) {
		links.hear(message)
		// Only a tab that has all of the room says so.
		if (message.kind === 'durable' && deps.isOfBook(message.room)) core.replica.complete([message.room])
		if (message.kind === 'anew' && deps.isOfBook(message.room))
			void anew(message.room, message.generation).catch(onbug)
		if (message.kind === 'done' && message.workspace === workspace) reload()
	}

	let callOffReload: (() => void) | undefined
	function reload() {
		callOffReload ??= timers.after(100, () => {
			callOffReload = undefined
			if (!closed) void Promise.all([deeds.load(), desk.load()]).catch(onbug)
		})
	}

	await Promise.all([recall(), absence.load()])
	await Promise.all([deeds.load(), desk.load()])
	await sweep()
	const stopListening = channel?.listen(hear)
	const unfollow = core.follow(follower)
	connection.start()

	return {
		connection,
		links,
		deeds,
		desk,
		absence,
		presence,
		drain,
		get isForbidden() {
			return isForbidden
		},
		mayWrite,
		bringAll: () => bringAll('to-server'),
		flush: () => Promise.all([links.flush(), absence.flush()]).then(() => undefined),
		async close() {
			closed = true
			callOffReload?.()
			callOffSlow()
			stopListening?.()
			presence.leave()
			await links.close()
			await absence.flush()
			unfollow()
			for (const stop of following.values()) stop()
			connection.stop()
			absence.close()
		}
	}
}
