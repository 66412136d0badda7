/** What goes wrong, and what comes right again. */
import type { Access } from '../../server/relay/gate.ts'
import { createBrowser } from './browser.ts'
import type { Dice } from './dice.ts'
import { CALENDARS, openTab, type Machine, type TabDeps } from './machine.ts'
import type { Server } from './server.ts'
import type { FaultName } from './steps.ts'

export interface Scene extends TabDeps {
	readonly machines: readonly Machine[]
	readonly server: Server
	count(what: string, times?: number): void
	/** Something is edited, and then so many steps happen at most. */
	actAndRun(machine: Machine, dice: Dice, tasks: number): Promise<void>
}

/** False: there was nothing to break. */
type Fault = (scene: Scene, machine: Machine, dice: Dice) => boolean | Promise<boolean>

const DAYS_MS = 86_400_000
const ACCESSES: readonly Access[] = ['write', 'write', 'read', 'none']

export const CAUSE: Readonly<Record<FaultName, Fault>> = {
	'kill a tab': (scene, machine, dice) => kill(scene, machine, dice),
	async 'kill a tab in the middle'(scene, machine, dice) {
		await scene.actAndRun(machine, dice, 30)
		return kill(scene, machine, dice)
	},
	'close a tab'(scene, machine, dice) {
		const tab = dice.pick(machine.tabs)
		if (!tab) return false
		scene.schedule.as(tab.owner, () => void tab.close())
		return true
	},
	'open a tab'(scene, machine) {
		if (machine.tabs.length > 1) return false
		if (machine.tabs.length === 1) scene.count('a second tab')
		openTab(machine, scene)
		return true
	},
	'break the connection'({ network }, { cable }) {
		network.drop(cable)
		return true
	},
	'cut the network'({ network }, { cable }) {
		cable.state = 'cut'
		network.drop(cable)
		return true
	},
	'swallow the network'(_, { cable }) {
		cable.state = 'silent'
		return true
	},
	'mend the network'({ network, machines }, _, dice) {
		const broken = dice.pick(machines.filter(({ cable }) => cable.state !== 'up'))
		if (!broken) return false
		const { cable, tabs } = broken
		// What hung in a network that swallowed everything hangs until somebody looks.
		if (cable.state === 'cut' || dice.oneIn(2)) network.drop(cable)
		cable.state = 'up'
		if (dice.oneIn(2)) for (const tab of tabs) tab.hint()
		return true
	},
	'slow the network'(_, { cable }, dice) {
		cable.latencyMs = dice.pick([3, 40, 400, 3000]) ?? 40
		return true
	},
	'kill the server': ({ server, network }) => killServer(server, () => network.drop()),
	async 'kill the server in the middle'({ server, network, count, actAndRun }, machine, dice) {
		await actAndRun(machine, dice, 120)
		if ((server.relay?.counts().waiting ?? 0) > 0) count('killed with updates not on the disk')
		return killServer(server, () => network.drop())
	},
	'start the server'({ server }) {
		if (server.isUp) return false
		server.start()
		return true
	},
	'refuse on the server'({ server }, _, dice) {
		server.disk.refuseWrites(dice.oneIn(2) ? 'full' : 'failed', 1 + dice.below(4))
		return true
	},
	'slow the disk'({ server }, _, dice) {
		server.diskMs = dice.pick([1, 5, 60, 500]) ?? 5
		return true
	},
	'back up'({ server }) {
		server.backUp()
		return true
	},
	'restore a backup'({ server, network }) {
		if (!server.restore()) return false
		network.drop()
		server.start()
		return true
	},
	'fill storage'(_, { browser }) {
		browser.isFull = true
		return true
	},
	'free storage'({ machines }, _, dice) {
		const full = dice.pick(machines.filter(({ browser }) => browser.isFull))
		if (full) full.browser.isFull = false
		return full !== undefined
	},
	'lose connections'(_, { browser }) {
		browser.loseConnections()
		return true
	},
	'clear storage'(scene, machine) {
		for (const tab of [...machine.tabs]) tab.kill()
		machine.browser = createBrowser(scene.schedule)
		machine.life += 1
		return true
	},
	'set the clock'(_, machine, dice) {
		machine.skewMs = dice.pick([0, 2, -2, 0.01, -0.01].map((days) => days * DAYS_MS)) ?? 0
		return true
	},
	'set the server clock'({ server }, _, dice) {
		server.skewMs = dice.pick([0, 2, -2].map((days) => days * DAYS_MS)) ?? 0
		return true
	},
	'change rights'({ server, machines }, { member }, dice) {
		const calendar = dice.oneIn(3) ? CALENDARS[1] : CALENDARS[0]
		const access = dice.pick(ACCESSES) ?? 'write'
		for (const machine of machines)
			if (access === 'none' && machine.member === member) machine.barredFrom.add(calendar)
		server.setAccess(member, calendar, access)
		return true
	}
}

function kill({ count }: Scene, machine: Machine, dice: Dice): boolean {
	const tab = dice.pick(machine.tabs)
	if (!tab) return false
	const { queue } = tab.core
	if (queue.status.waiting > 0) count('killed before an edit was saved')
	if ((tab.live?.deeds.waiting.length ?? 0) > 0) count('killed with edits the server did not have')
	const cut = tab.kill()
	if (cut > 0) count('a transaction was cut off')
	return true
}

function killServer(server: Server, drop: () => void): boolean {
	if (!server.isUp) return false
	server.kill()
	drop()
	return true
}
