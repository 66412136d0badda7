/** What the three kinds of resources are called. */
import type { ResourceKind } from '#lib/core/workspace/workspace.ts'

export const GROUPS: readonly {
	readonly kind: ResourceKind
	readonly label: string
	readonly one: string
}[] = [
	{ kind: 'staff', label: 'People', one: 'Person' },
	{ kind: 'room', label: 'Rooms', one: 'Room' },
	{ kind: 'device', label: 'Devices', one: 'Device' }
]
