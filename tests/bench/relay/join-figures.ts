/** The lines of 200 devices that come at once. */
import { median, type Figure } from '../figure.ts'
import { DEVICES, type Arrival, type Arrivals } from './joins.ts'
import type { ServerName } from './load/dialects.ts'

export type ByServer = Readonly<Record<ServerName, readonly Pick<Arrivals, 'cold' | 'behind'>[]>>

/** Issue 3, "Figures". */
const COLD_BAR = 0.07
const BEHIND_BARS = { time: 0.1, bytes: 0.05 } as const
const GROWTH_BAR_MB = 50
const PEERS = ['reference', 'hocuspocus'] as const

export function joinFigures(appointments: number, arrivals: ByServer): readonly Figure[] {
	const kind = `${DEVICES} devices, ${appointments.toLocaleString('en')} appointments`
	function line(
		label: string,
		{ unit, peer, which }: { unit: Figure['unit']; peer: (typeof PEERS)[number]; which: 'cold' | 'behind' },
		read: (arrival: Arrival) => number
	) {
		const of = (server: ServerName) =>
			median(arrivals[server].flatMap(({ [which]: arrival }) => (arrival ? [read(arrival)] : [])))
		return { label: `${kind}: ${label}`, unit, value: of('ours'), peer: { name: peer, value: of(peer) } }
	}
	const ratio = (peer: (typeof PEERS)[number], atMost: number): Pick<Figure, 'bar'> =>
		peer === 'reference' ? { bar: { of: 'ratio', atMost } } : {}

	const isCold = arrivals.ours.some(({ cold }) => cold)
	const cold = PEERS.flatMap((peer): Figure[] => [
		{
			...line('all newcomers in', { unit: 'ms', peer, which: 'cold' }, ({ totalMs }) => totalMs),
			...ratio(peer, COLD_BAR)
		},
		line('a newcomer in, p50', { unit: 'ms', peer, which: 'cold' }, ({ each }) => each.p50),
		line('a newcomer in, p95', { unit: 'ms', peer, which: 'cold' }, ({ each }) => each.p95),
		line(
			'processor time for each',
			{ unit: 'ms', peer, which: 'cold' },
			(arrival) => arrival.cpuMicros / 1e3 / DEVICES
		),
		{
			...line('memory meanwhile', { unit: 'MB', peer, which: 'cold' }, ({ rssGrowth }) => rssGrowth / 1e6),
			...(peer === 'reference' ? { bar: { of: 'value', atMost: GROWTH_BAR_MB } as const } : {})
		}
	])
	const behind = PEERS.flatMap((peer): Figure[] => [
		{
			...line('all back, 50 updates behind', { unit: 'ms', peer, which: 'behind' }, ({ totalMs }) => totalMs),
			...ratio(peer, BEHIND_BARS.time)
		},
		{
			...line('bytes to each', { unit: 'kB', peer, which: 'behind' }, ({ bytes }) => bytes / 1e3),
			...ratio(peer, BEHIND_BARS.bytes)
		},
		line(
			'processor time for each',
			{ unit: 'ms', peer, which: 'behind' },
			(arrival) => arrival.cpuMicros / 1e3 / DEVICES
		)
	])
	return [...(isCold ? cold : []), ...behind]
}
