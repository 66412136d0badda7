/** The ghosts of others as a board places its own: one in each line that the appointment would stand in. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Ghost } from '../interaction/ghost.ts'
import { UNASSIGNED, type Line } from '../interaction/lines.ts'
import type { PeerGhost } from './presence.ts'

export interface BoardGhost {
	/** The person and the line. */
	readonly id: string
	readonly peer: PeerGhost
	readonly ghost: Ghost
}

export function boardGhosts(
	peers: readonly PeerGhost[],
	lines: readonly Pick<Line, 'id'>[],
	find: (key: AppointmentId) => Occurrence | undefined
): readonly BoardGhost[] {
	return peers.flatMap((peer) => {
		const wanted = peer.resources.length > 0 ? peer.resources : [UNASSIGNED]
		const occurrence = find(peer.key)
		return lines.flatMap((line, index): BoardGhost[] => {
			if (!wanted.includes(line.id)) return []
			const { span, allDay } = peer
			const ghost: Ghost = {
				kind: 'move',
				occurrence,
				span,
				allDay,
				home: index,
				line: index,
				copy: false
			}
			return [{ id: `${peer.id} ${line.id}`, peer, ghost }]
		})
	})
}
