import { live } from './world.ts'
import { stored } from './laws.ts'
import { planOf } from './steps.ts'
const [seed = '0', m = '1'] = process.argv.slice(2)
let last: any
const o = await live(
	seed,
	{
		tab: (t: any) => {
			;(globalThis as any).tabs ??= []
			;(globalThis as any).tabs.push(t)
		}
	} as never,
	planOf(seed)
)
console.log(o.step, o.broken)
const t = (globalThis as any).tabs.filter((x: any) => x.machine.name.startsWith('m' + m)).at(-1)
const show = (v: any) => JSON.stringify(v, (k, x) => (x instanceof Uint8Array ? `<${x.length}>` : x))
for (const a of stored<any>(t.machine, 'daybook', 'actions'))
	console.log(
		'ACTION',
		a.position,
		a.label,
		a.device,
		show(a.marks),
		show(a.wrote?.map((w: any) => [w.map, w.id, w.client, w.clock]))
	)
for (const a of stored<any>(t.machine, 'daybook', 'decisions')) console.log('DECISION', show(a))
for (const a of stored<any>(t.machine, 'daybook', 'rooms')) console.log('ROOM', show(a))
for (const d of t.live.deeds.waitingDeeds) console.log('WAITS', show(d))
console.log(t.bugs, t.core.queue.status)
for (const r of t.core.replica.openRooms())
	console.log('OPEN', r, Boolean(t.core.replica.opened(r)), t.live.links.link(r)?.phase)
console.log(t.live.drain.progress)
const f = t.machine.browser.factory as any
for (const [n, d] of f._databases)
	for (const tx of d.transactions)
		console.log('TX', n, tx._state, tx.mode, tx._started, [...tx._scope].join())
const all = new Map<string, any>()
for (const x of (globalThis as any).tabs) if (!x.owner.isDead) all.set(x.device, x)
import { WINDOW } from './machine.ts'
for (const x of all.values())
	console.log(
		'BOOK',
		x.device,
		x.core.index.viewZone,
		x.core.index
			.occurrences(WINDOW)
			.map(
				(o: any) =>
					o.key +
					':' +
					o.start +
					':' +
					JSON.stringify(o.appointment.when.resources) +
					o.appointment.state.status
			)
			.join(' ')
	)
for (const x of all.values())
	for (const r of x.core.replica.openRooms()) {
		const q = x.core.replica.opened(r)
		if (r.includes('spa') || !q.isWhole)
			console.log(
				'STATE',
				x.device,
				r,
				q.isWhole,
				q.fault,
				x.core.index.has(r),
				q.doc.getMap('born').size,
				x.core.index.recordsOf(r)?.appointments.length,
				[...q.doc.getMap('state').entries()].filter(([k]) => k.includes('cxmyk')).join()
			)
	}
for (const x of all.values())
	console.log('RIGHTS', x.machine.name, x.machine.member, [...x.machine.barredFrom].join())
