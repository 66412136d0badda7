/** The lines of one scene, from all its sittings. */
import { median, type Figure } from '../figure.ts'
import type { ServerName } from './load/dialects.ts'
import type { Scene, Sitting } from './rooms.ts'

export type ByServer = Readonly<Record<ServerName, readonly Sitting[]>>

/** Issue 3, "Figures". A scene that is not named has none. */
export interface RoomBars {
	readonly p50?: number
	readonly p95?: number
}

const CPU_BAR = 0.8
const FLOOD_BARS = { reference: 10, hocuspocus: 0.9 } as const
const ACKNOWLEDGED_BAR = 1.5

export function roomFigures(
	scene: Scene,
	sittings: ByServer,
	{ bars, flushMs }: { readonly bars: RoomBars; readonly flushMs: number }
): readonly Figure[] {
	const of = (server: ServerName, read: (sitting: Sitting) => number) => median(sittings[server].map(read))
	function line(
		label: string,
		unit: Figure['unit'],
		peer: 'reference' | 'hocuspocus' | 'bare',
		read: (sitting: Sitting) => number
	) {
		return {
			label: `${scene.name}: ${label}`,
			unit,
			value: of('ours', read),
			peer: { name: peer, value: of(peer, read) }
		}
	}
	const ratio = (atMost: number | undefined) =>
		atMost === undefined ? {} : { bar: { of: 'ratio', atMost } as const }
	const p50 = ({ latency }: Sitting) => latency.p50
	const p95 = ({ latency }: Sitting) => latency.p95
	const p99 = ({ latency }: Sitting) => latency.p99
	const cpu = ({ cpuMicrosPerDelivery }: Sitting) => cpuMicrosPerDelivery
	const flood = ({ floodPerSecond }: Sitting) => floodPerSecond / 1_000
	const acknowledged = line('edit to durable, p95', 'ms', 'hocuspocus', (sitting) => sitting.acknowledged.p95)
	const mostMs = ACKNOWLEDGED_BAR * acknowledged.peer.value + flushMs
	return [
		{ ...line('edit to peer, p50', 'ms', 'reference', p50), ...ratio(bars.p50) },
		{ ...line('edit to peer, p95', 'ms', 'reference', p95), ...ratio(bars.p95) },
		line('edit to peer, p99', 'ms', 'reference', p99),
		line('edit to peer, p50', 'ms', 'hocuspocus', p50),
		line('edit to peer, p95', 'ms', 'hocuspocus', p95),
		line('edit to peer, p50', 'ms', 'bare', p50),
		line('edit to peer, p95', 'ms', 'bare', p95),
		line('edit to durable, p50', 'ms', 'hocuspocus', (sitting) => sitting.acknowledged.p50),
		{ ...acknowledged, bar: { of: 'value', atMost: mostMs } },
		{ ...line('processor time per delivery', 'µs', 'reference', cpu), ...ratio(CPU_BAR) },
		line('processor time per delivery', 'µs', 'hocuspocus', cpu),
		line('processor time per delivery', 'µs', 'bare', cpu),
		...(['reference', 'hocuspocus'] as const).map((peer): Figure => ({
			...line('flood, deliveries', 'k/s', peer, flood),
			bar: { of: 'ratio', atLeast: FLOOD_BARS[peer] }
		}))
	]
}
