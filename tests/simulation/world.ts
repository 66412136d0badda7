/**
 * A simulated world: a few machines, the relay, and everything that goes wrong between them, in an order that comes from
 * a seed alone. The laws are looked at after every step; at the end everything is mended, all queues run empty, and every
 * replica is held against the server.
 */
import { emptyBook, setUp } from '#lib/client/new-book.ts'
import { ACTS, STAFF, type ActName } from './acts.ts'
import { ownEvents } from './browser.ts'
import { createDice, type Dice } from './dice.ts'
import { endWell } from './ending.ts'
import { CAUSE, type Scene } from './faults.ts'
import {
	indexIsTrue,
	savedIsKept,
	storedSyncsAreTrue,
	syncedIsOnDisk,
	unknownIsKept,
	type Broken
} from './laws.ts'
import { CALENDARS, createMachine, openTab, WORKSPACE, type Machine, type Tab } from './machine.ts'
import { createNetwork, type Watch } from './network.ts'
import { createSchedule, takeOver } from './schedule.ts'
import { createServer, type ServerBugs } from './server.ts'
import { planOf, type FaultName, type Plan, type Step } from './steps.ts'
import { createTruth, type Truth } from './truth.ts'
import { REFUSED_BY_TEST } from '../support/memory-room-log.ts'

/** Deliberate bugs: see `bugs.ts`. */
export interface Bugs extends ServerBugs {
	/** Each tab, before it begins. */
	readonly tab?: (tab: Tab) => void
	/** Something of the product itself; returns the way back. */
	readonly mutate?: () => () => void
}

export interface Outcome {
	readonly seed: string
	readonly machines: number
	readonly broken: Broken
	/** The step after which it was broken; undefined at the end. */
	readonly step: number | undefined
	/** What was done and what went wrong, and how often. */
	readonly counts: ReadonlyMap<string, number>
	/** Tasks that ran, and milliseconds that passed in the world: the same for the same seed. */
	readonly ran: number
	readonly passed: number
}

const BEGINNING_MS = 4000
const FIRST_ACTS = ['create', 'create', 'create', 'create', 'create a series'] as const

export async function live(
	seed: string,
	bugs: Bugs = {},
	plan: Plan = planOf(seed),
	watch?: Watch
): Promise<Outcome> {
	const dice = createDice(seed)
	const schedule = createSchedule()
	const giveBack = [takeOver(schedule, dice.apart('clients').uint32), ownEvents(schedule)]
	if (bugs.mutate) giveBack.push(bugs.mutate())
	const counts = new Map<string, number>()
	const count = (what: string, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times)
	const server = createServer(schedule, dice.apart('server'), bugs)
	const network = createNetwork(schedule, dice.apart('network'), () => server, watch)
	const machines = Array.from({ length: plan.machines }, (_, at) =>
		// Two machines of one person, now and then.
		createMachine(schedule, {
			name: `m${at}`.padEnd(6, '-'),
			member: at > 0 && dice.oneIn(4) ? 'p0' : `p${at}`,
			isNewer: at > 0 && dice.oneIn(3)
		})
	)
	const scene: Scene = {
		machines,
		server,
		network,
		schedule,
		dice: dice.apart('tabs'),
		count,
		actAndRun,
		onTab: bugs.tab
	}
	async function actAndRun(machine: Machine, throws: Dice, tasks: number) {
		const tab = throws.pick(machine.tabs)
		const name = throws.oneIn(2) ? 'create' : 'status'
		const doing = tab && schedule.as(tab.owner, () => act(tab, name, throws))
		doing?.catch((bug: unknown) => tab?.bugs.push(bug))
		await schedule.run(1 + throws.below(tasks), 100)
	}
	const truth = createTruth(server.disk)
	const start = schedule.now
	const unheard: unknown[] = []
	const hear = (reason: unknown) => void unheard.push(reason)
	process.on('unhandledRejection', hear)
	let step: number | undefined
	const outcome = (broken: Broken): Outcome => ({
		seed,
		machines: plan.machines,
		broken,
		step,
		counts,
		ran: schedule.ran,
		passed: schedule.now - start
	})
	try {
		await begin(scene)
		for (const [at, one] of plan.steps.entries()) {
			step = at
			await take(scene, one)
			await schedule.pass(one.passMs)
			const broken = sayUnheard(unheard) ?? look(scene, truth)
			if (broken !== undefined) return outcome(broken)
		}
		step = undefined
		const broken = (await endWell(scene, truth)) ?? sayUnheard(unheard) ?? look(scene, truth)
		for (const [what, times] of Object.entries<number>({ ...network.counts }))
			count(`network: ${what}`, times)
		return outcome(broken)
	} catch (bug) {
		return outcome(sayBug(bug))
	} finally {
		process.off('unhandledRejection', hear)
		for (const back of giveBack) back()
	}
}

const sayBug = (bug: unknown): string =>
	bug instanceof Error ? (bug.stack ?? bug.message) : JSON.stringify(bug)

const sayUnheard = ([bug]: readonly unknown[]): Broken =>
	bug === undefined ? undefined : `a promise nobody waits for: ${sayBug(bug)}`

/** A book begun on one machine, brought to the server, and opened by the others. */
async function begin(scene: Scene) {
	const { machines, server, schedule } = scene
	server.start()
	const [first, ...others] = machines as readonly [Machine, ...Machine[]]
	const tab = openTab(first, scene)
	const book = emptyBook({ name: 'Salon', zone: 'Europe/Berlin', staff: [] }, () => 'id')
	if (!book.ok) throw new Error(book.message)
	schedule.as(tab.owner, () => {
		void setUp(tab.core.editing, WORKSPACE, {
			...book.value,
			resources: STAFF.map((id, order) => ({
				id,
				kind: 'staff',
				name: id,
				colour: 'blue',
				order,
				archived: false
			})),
			calendars: CALENDARS.map((id) => ({ id, name: id, colour: 'blue', kind: 'shared' }))
		})
	})
	await schedule.pass(BEGINNING_MS)
	// Something to meet at.
	for (const [at, name] of FIRST_ACTS.entries())
		schedule.as(tab.owner, () => void act(tab, name, createDice(`first ${at}`)))
	for (const machine of others) openTab(machine, scene)
	await schedule.pass(BEGINNING_MS)
	server.backUp()
}

async function take(scene: Scene, { kind, name, who, seed }: Step) {
	const { machines, schedule, count } = scene
	const machine = machines[who % machines.length] as Machine
	const dice = createDice(seed)
	if (kind === 'fault') {
		if (await CAUSE[name as FaultName](scene, machine, dice)) count(name)
		return
	}
	const first = dice.pick(machine.tabs) ?? openTab(machine, scene)
	// Where there is nothing to do it to, somebody else may have something.
	for (const tab of [first, ...machines.flatMap(({ tabs }) => tabs)]) {
		const doing = schedule.as(tab.owner, () => act(tab, name as ActName, dice))
		if (!doing) continue
		count(name)
		doing.catch((bug: unknown) => tab.bugs.push(bug))
		return
	}
}

/** Nobody edits a book that has not been opened. */
function act(tab: Tab, name: ActName, dice: Dice): Promise<unknown> | undefined {
	return tab.workspace ? ACTS[name](tab, dice) : undefined
}

function look({ machines, server, count }: Scene, truth: Truth): Broken {
	if (truth.refresh()) count('the disk went back in time')
	const report = server.reports.find((line) => !line.includes(REFUSED_BY_TEST))
	if (report !== undefined) return `the server reports: ${report}`
	for (const machine of machines) {
		const broken = savedIsKept(machine, truth) ?? storedSyncsAreTrue(machine, truth)
		if (broken !== undefined) return broken
		for (const tab of machine.tabs) {
			const [bug] = tab.bugs
			if (bug !== undefined) return `${tab.device} threw ${sayBug(bug)}`
			const kept = () => count('an unknown field was kept')
			const wrong = unknownIsKept(tab, kept) ?? syncedIsOnDisk(tab, truth) ?? tab.onChange(indexIsTrue)
			if (wrong !== undefined) return wrong
		}
	}
	return undefined
}
