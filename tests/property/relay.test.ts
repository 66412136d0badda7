/**
 * The relay as a whole: devices with documents of their own over lines that break, a server that dies and comes back from
 * its log, tails that are merged under way, rights that change, and one who sends rubbish. Whatever the order.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRelayWorld, mergerHere, valuesOf, type RelayWorld } from '../support/relay-world.ts'
import { createRelayDevice, type RelayDevice } from '../support/relay-device.ts'

const ROOMS = ['c.one', 'c.two'] as const
const PEOPLE = ['anna', 'ben', 'cleo'] as const

type Act =
	| { readonly kind: 'edit'; readonly who: number; readonly room: number; readonly key: string }
	| { readonly kind: 'erase'; readonly who: number; readonly room: number; readonly key: string }
	| { readonly kind: 'come'; readonly who: number; readonly plain: boolean }
	| { readonly kind: 'drop'; readonly who: number }
	| { readonly kind: 'forget'; readonly who: number }
	| { readonly kind: 'pass'; readonly ms: number }
	| { readonly kind: 'kill' }
	| { readonly kind: 'refuse-writes'; readonly times: number }
	| { readonly kind: 'rubbish'; readonly bytes: Uint8Array }
	| {
			readonly kind: 'right'
			readonly who: number
			readonly room: number
			readonly access: 'none' | 'read' | 'write'
	  }

const who = fc.nat(PEOPLE.length - 1)
const room = fc.nat(ROOMS.length - 1)
const key = fc.constantFrom('a', 'b')
const act: fc.Arbitrary<Act> = fc.oneof(
	{ weight: 12, arbitrary: fc.record({ kind: fc.constant('edit' as const), who, room, key }) },
	{ weight: 5, arbitrary: fc.record({ kind: fc.constant('erase' as const), who, room, key }) },
	{ weight: 8, arbitrary: fc.record({ kind: fc.constant('come' as const), who, plain: fc.boolean() }) },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('drop' as const), who }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), who }) },
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant('pass' as const),
			ms: fc.constantFrom(0, 1, 3, 20, 500, 61_000)
		})
	},
	{ weight: 1, arbitrary: fc.constant({ kind: 'kill' as const }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('refuse-writes' as const),
			times: fc.integer({ min: 1, max: 3 })
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('rubbish' as const), bytes: fc.uint8Array({ maxLength: 30 }) })
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('right' as const),
			who,
			room,
			access: fc.constantFrom('none' as const, 'read' as const, 'write' as const)
		})
	}
)

/** Small, so that merging, gathering and leaving memory happen all the time. */
const LIMITS = { tailUpdates: 3, keptUpdates: 4, roomIdleMs: 1_000, documentIdleMs: 400, commitUpdates: 3 }
const FSYNC_MS = 4

interface House {
	readonly world: RelayWorld
	readonly devices: readonly RelayDevice[]
}

function createHouse(): House {
	const world = createRelayWorld({ limits: LIMITS, merger: mergerHere, fsyncMs: FSYNC_MS })
	const devices = PEOPLE.map((person, n) => createRelayDevice(world, { person, rooms: ROOMS, client: n + 1 }))
	return { world, devices }
}

async function run({ world, devices }: House, one: Act): Promise<void> {
	switch (one.kind) {
		case 'edit':
			return devices[one.who]?.edit(ROOMS[one.room] ?? '', one.key)
		case 'erase':
			return devices[one.who]?.erase(ROOMS[one.room] ?? '', one.key)
		case 'come':
			return devices[one.who]?.come(one.plain)
		case 'drop':
			return devices[one.who]?.drop()
		case 'forget':
			return devices[one.who]?.forgetPositions()
		case 'pass':
			return world.time.pass(one.ms)
		case 'kill':
			devices.forEach((device) => device.drop())
			return world.restart()
		case 'refuse-writes':
			return world.disk.refuseWrites('full', one.times)
		case 'rubbish': {
			const stranger = world.connect('dan')
			stranger.raw(one.bytes)
			return stranger.drop()
		}
		case 'right':
			return world.grant(`${PEOPLE[one.who]} ${ROOMS[one.room]}`, one.access)
		default:
			return one satisfies never
	}
}

/** Holds after every step. */
function checkAlways({ world, devices }: House): void {
	for (const device of devices) {
		expect(device.broken).toEqual([])
		for (const name of ROOMS)
			for (const update of device.acknowledged(name)) expect(world.holds(name, update)).toBe(true)
	}
}

test(
	'what is acknowledged is on disk, and in the end everybody has everything',
	{ timeout: 300_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 60 }), async (acts) => {
				const house = createHouse()
				const { world, devices } = house
				for (const [n, device] of devices.entries()) device.come(n === 2)
				for (const one of acts) {
					await run(house, one)
					checkAlways(house)
				}
				world.disk.refuseWrites('full', 0)
				for (const person of PEOPLE) for (const name of ROOMS) world.grant(`${person} ${name}`, 'write')
				await world.time.pass(120_000)
				for (const device of devices) device.drop()
				// Twice: what the last one brings the first must hear, too.
				for (const device of [...devices, ...devices]) {
					device.come(false)
					await world.time.pass(20_000)
				}
				checkAlways(house)
				for (const name of ROOMS) {
					const stored = valuesOf(world.stored(name))
					for (const device of devices) {
						expect(valuesOf(device.docOf(name))).toEqual(stored)
						expect(device.unacknowledged(name)).toBe(0)
					}
				}
				expect(world.relay.counts().waiting).toBe(0)
				expect(world.reports.filter((line) => /bug|Error/.test(line))).toEqual([])
			}),
			{ numRuns: 150 }
		)
	}
)
