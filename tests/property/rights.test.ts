/**
 * Whatever people do to each other's rights, in whatever order, and however often the server starts anew: every answer
 * and every right is what the naive model says, and whoever lost something was announced.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openPeopleFile } from '../../server/accounts/people-file.ts'
import { createSharing } from '../../server/sharing/create-sharing.ts'
import type { Sharing } from '../../server/sharing/sharing.ts'
import type { SharingTables } from '../../server/sharing/tables.ts'
import {
	acts,
	BOOKS,
	CALENDARS,
	emptyModel,
	everyAccess,
	PEOPLE,
	type Model,
	type Person
} from './rights-model.ts'

const person = fc.constantFrom(...PEOPLE)
const book = fc.oneof({ weight: 3, arbitrary: fc.constant(BOOKS[0]) }, fc.constantFrom(...BOOKS))
const role = fc.constantFrom('owner', 'admin', 'member', 'viewer')
const calendar = fc.nat({ max: 9 })
const level = fc.constantFrom('none', 'busy', 'read', 'write', 'manage', 'by-role')
const act = fc.oneof(
	fc.record({
		do: fc.constant('connect'),
		actor: person,
		book,
		ids: fc.uniqueArray(fc.constantFrom(...CALENDARS), { maxLength: 3 })
	}),
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('invite'), actor: person, book, role, person }) },
	fc.record({ do: fc.constant('setRole'), actor: person, book, person, role }),
	fc.record({ do: fc.constant('remove'), actor: person, book, person }),
	fc.record({ do: fc.constant('transfer'), actor: person, book, person }),
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constant('setAccess'), actor: person, book, calendar, person, level })
	},
	fc.record({ do: fc.constant('restart') })
)

type Step = typeof act extends fc.Arbitrary<infer Value> ? Value : never

/** One of each role, so that the random acts meet more than strangers. */
const BEGINNING: readonly Step[] = [
	{ do: 'connect', actor: 'ada', book: BOOKS[0], ids: [CALENDARS[0]] },
	{ do: 'invite', actor: 'ada', book: BOOKS[0], role: 'admin', person: 'ben' },
	{ do: 'invite', actor: 'ada', book: BOOKS[0], role: 'member', person: 'cleo' },
	{ do: 'invite', actor: 'ada', book: BOOKS[0], role: 'viewer', person: 'dan' },
	{ do: 'setRole', actor: 'ada', book: BOOKS[0], role: 'viewer', person: 'ada' }
]

const actorOf = (id: Person) => ({ id, name: id, email: `${id}@example.org` })
const reason = (answer: { readonly ok: true } | { readonly ok: false; readonly why: string }) =>
	answer.ok ? 'ok' : answer.why

it('rights are what the naive model says', { timeout: 300_000 }, async () => {
	const answered = new Map<string, number>()
	await fc.assert(
		fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 50, size: 'max' }), async (script) => {
			const world = await createWorld()
			try {
				for (const step of [...BEGINNING, ...script]) {
					const before = everyAccess(world.model)
					world.told.clear()
					const [real, naive] = await run(world, step)
					const key = `${step.do} ${naive}`
					answered.set(key, (answered.get(key) ?? 0) + 1)
					expect(real, JSON.stringify(step)).toBe(naive)
					const expected = everyAccess(world.model)
					expect(realAccess(world)).toEqual(expected)
					const lost = PEOPLE.filter((who) =>
						Object.keys(expected).some(
							(key) =>
								key.startsWith(who) && (before[key] ?? 'none') !== 'none' && before[key] !== expected[key]
						)
					)
					for (const who of lost) expect(world.told.has(who), `${who} was not announced`).toBe(true)
				}
			} finally {
				await world.end()
			}
		}),
		{ numRuns: 120 }
	)
	// Every act came out well, and in every way it can be refused.
	for (const key of [
		'connect ok',
		'connect taken',
		'invite ok',
		'invite not-allowed',
		'setRole ok',
		'setRole last-owner',
		'remove ok',
		'remove last-owner',
		'transfer ok',
		'setAccess ok',
		'setAccess fixed-access',
		'setAccess not-allowed',
		'restart ok'
	])
		expect(answered.get(key) ?? 0, key).toBeGreaterThan(0)
})

interface World {
	sharing: Sharing
	readonly model: Model
	readonly told: Set<string>
	restart(): Promise<void>
	end(): Promise<void>
}

async function createWorld(): Promise<World> {
	const folder = await mkdtemp(join(tmpdir(), 'daybook-rights-'))
	const told = new Set<string>()
	async function open() {
		const file = openPeopleFile(folder)
		if (!file.ok) throw new Error(file.message)
		const sharing = await createSharing({
			db: file.value.withTables<SharingTables>(),
			now: Date.now,
			randomBytes,
			people: async () => new Map(),
			sendMail: undefined
		})
		sharing.onchange((who) => void told.add(who))
		return { sharing, close: () => file.value.destroy() }
	}
	let opened = await open()
	const world: World = {
		sharing: opened.sharing,
		model: emptyModel(),
		told,
		async restart() {
			await opened.close()
			opened = await open()
			world.sharing = opened.sharing
		},
		async end() {
			await opened.close()
			await rm(folder, { recursive: true })
		}
	}
	return world
}

/** The product's answer and the model's. */
async function run(world: World, step: Step): Promise<readonly [string, string]> {
	const { sharing, model } = world
	if (step.do === 'restart') {
		await world.restart()
		return ['ok', 'ok']
	}
	const { actor, book } = step
	const by = actorOf(actor)
	switch (step.do) {
		case 'connect': {
			const { ids } = step
			const calendars = ids.map((id) => ({ id, kind: 'shared' as const }))
			const real = await sharing.connect(by, { id: book, name: 'A book', calendars })
			const naive = acts.connect(model, actor, book, ids)
			adoptPersonal(world)
			return [reason(real), naive]
		}
		case 'invite': {
			const { person, role } = step
			const made = await sharing.invite(by, book, { role, uses: 'once', days: 1 }, 'http://localhost')
			if (made.ok) {
				const joined = await sharing.accept(actorOf(person), made.value.link.split('#')[1] ?? '')
				expect(reason(joined)).toBe('ok')
			}
			const naive = acts.invite(model, actor, book, role)
			if (naive === 'ok') acts.join(model, person, book, role)
			adoptPersonal(world)
			return [reason(made), naive]
		}
		case 'setRole': {
			const { person, role } = step
			const real = await sharing.setRole(by, book, person, role)
			return [reason(real), acts.setRole(model, actor, book, person, role)]
		}
		case 'remove':
			return [
				reason(await sharing.remove(by, book, step.person)),
				acts.remove(model, actor, book, step.person)
			]
		case 'transfer':
			return [
				reason(await sharing.transfer(by, book, step.person)),
				acts.transfer(model, actor, book, step.person)
			]
		case 'setAccess': {
			const { person, level } = step
			const known = model.calendars.map(({ id }) => id)
			const id = known[step.calendar % Math.max(1, known.length)] ?? CALENDARS[0]
			const real = await sharing.setAccess(by, { workspace: book, id }, person, level)
			return [reason(real), acts.setAccess(model, actor, book, id, person, level)]
		}
		default:
			return step satisfies never
	}
}

/** Each member has a personal calendar from joining on, and only one; its id is the server's choice. */
function adoptPersonal({ sharing, model }: World): void {
	for (const { book, person } of model.members) {
		const view = sharing.workspacesOf(person).find(({ id }) => id === book)
		const own = view?.calendars.filter(({ owner }) => owner === person) ?? []
		expect(own).toHaveLength(1)
		for (const { id } of own)
			if (!model.calendars.some((calendar) => calendar.id === id)) {
				expect(
					model.calendars.filter((calendar) => calendar.book === book && calendar.owner === person)
				).toEqual([])
				model.calendars.push({ id, book, owner: person })
			}
	}
}

const realAccess = ({ sharing, model }: World) =>
	Object.fromEntries(
		Object.keys(everyAccess(model)).map((key) => {
			const [who = '', room = ''] = key.split(' ')
			return [key, sharing.accessTo(who, room)]
		})
	)
