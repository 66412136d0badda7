/** How each status looks and is called: a sign, a word and a hue. The sign differs in shape, so colour is never alone. */
import type { Status } from '#lib/core/appointment/status.ts'
import type { Colour } from '#lib/core/workspace/colour.ts'

export interface StatusLook {
	readonly label: string
	/** Path of a 16 × 16 drawing, filled by the current colour with the even-odd rule. */
	readonly path: string
	/** Its colour when cards are coloured by status. */
	readonly hue: Colour
}

const DISC = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z'
const RING = `${DISC}M8 3.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z`

export const STATUS_LOOK: Readonly<Record<Status, StatusLook>> = {
	requested: {
		label: 'Requested',
		path: 'M8 1a3.6 3.6 0 0 1 3.6 3.6c0 2-1.3 2.7-2.1 3.5c-.5.5-.6.8-.6 1.7H7.1c0-1.5.3-2.2 1.2-3C9.2 6 9.8 5.5 9.8 4.6a1.8 1.8 0 0 0-3.6 0H4.4A3.6 3.6 0 0 1 8 1zM7 11.6h2v2.4h-2z',
		hue: 'amber'
	},
	booked: { label: 'Booked', path: RING, hue: 'sky' },
	confirmed: {
		label: 'Confirmed',
		path: 'M13.4 3.2l1.4 1.4l-8.3 8.3l-5.3-5.3l1.4-1.4l3.9 3.9z',
		hue: 'teal'
	},
	arrived: {
		label: 'Arrived',
		path: 'M8 1.2a3.1 3.1 0 1 1 0 6.2a3.1 3.1 0 1 1 0-6.2zM1.8 14.8c0-3.6 2.7-6 6.2-6s6.2 2.4 6.2 6z',
		hue: 'violet'
	},
	'in-service': { label: 'In service', path: 'M3.5 1.8l10.5 6.2l-10.5 6.2z', hue: 'indigo' },
	completed: {
		label: 'Completed',
		path: `${DISC}M11.3 4.9l1.2 1.2l-5.4 5.4l-3.5-3.5l1.2-1.2l2.3 2.3z`,
		hue: 'pine'
	},
	'no-show': { label: 'No-show', path: `${RING}M4.6 7.1h6.8v1.8h-6.8z`, hue: 'rose' },
	cancelled: {
		label: 'Cancelled',
		path: 'M3.4 2l4.6 4.6l4.6-4.6l1.4 1.4l-4.6 4.6l4.6 4.6l-1.4 1.4l-4.6-4.6l-4.6 4.6l-1.4-1.4l4.6-4.6l-4.6-4.6z',
		hue: 'slate'
	},
	deleted: { label: 'Deleted', path: 'M2 3h12v2h-12zM3.5 6.5h9l-.7 8h-7.6z', hue: 'slate' }
}
