/** What the demo salon offers. */
import type { ResourceId } from '../appointment/appointment.ts'
import type { Service } from '../workspace/workspace.ts'
import { COLOUR_LOUNGE, TREATMENT_ROOM, type Skill } from './salon-team.ts'

export interface SalonService extends Service {
	readonly skill: Skill
	readonly room: ResourceId | undefined
	/** How often it is asked for, against the others. */
	readonly weight: number
}

interface Row {
	readonly id: string
	readonly name: string
	readonly minutes: number
	readonly price: number
	readonly colour: string
	readonly skill: Skill
	readonly weight: number
	readonly after?: number
	readonly room?: ResourceId
}

const ROWS: readonly Row[] = [
	{ id: 'cut', name: 'Cut and finish', minutes: 45, price: 52, colour: 'teal', skill: 'hair', weight: 10 },
	{ id: 'short-cut', name: 'Short cut', minutes: 30, price: 34, colour: 'indigo', skill: 'hair', weight: 9 },
	{ id: 'child-cut', name: 'Child’s cut', minutes: 30, price: 22, colour: 'sky', skill: 'hair', weight: 3 },
	{ id: 'beard', name: 'Beard trim', minutes: 15, price: 18, colour: 'slate', skill: 'hair', weight: 3 },
	{ id: 'blow-dry', name: 'Blow-dry', minutes: 30, price: 29, colour: 'sand', skill: 'hair', weight: 4 },
	{
		id: 'colour',
		name: 'Colour',
		minutes: 90,
		price: 85,
		colour: 'coral',
		skill: 'colour',
		weight: 6,
		after: 15,
		room: COLOUR_LOUNGE
	},
	{
		id: 'balayage',
		name: 'Balayage',
		minutes: 150,
		price: 165,
		colour: 'amber',
		skill: 'colour',
		weight: 2,
		after: 15,
		room: COLOUR_LOUNGE
	},
	{
		id: 'facial',
		name: 'Facial',
		minutes: 60,
		price: 68,
		colour: 'rose',
		skill: 'beauty',
		weight: 5,
		after: 15,
		room: TREATMENT_ROOM
	},
	{
		id: 'massage',
		name: 'Back massage',
		minutes: 45,
		price: 49,
		colour: 'pine',
		skill: 'beauty',
		weight: 4,
		after: 15,
		room: TREATMENT_ROOM
	},
	{
		id: 'brows',
		name: 'Brows and lashes',
		minutes: 30,
		price: 32,
		colour: 'violet',
		skill: 'beauty',
		weight: 6
	},
	{ id: 'manicure', name: 'Manicure', minutes: 45, price: 38, colour: 'plum', skill: 'nails', weight: 7 },
	{ id: 'pedicure', name: 'Pedicure', minutes: 60, price: 48, colour: 'olive', skill: 'nails', weight: 4 }
]

export const SALON_SERVICES: readonly SalonService[] = ROWS.map(({ after = 0, room, price, ...row }) => ({
	...row,
	room,
	price: `${price} €`,
	bufferBefore: 0,
	bufferAfter: after,
	archived: false
}))

/** The service of this id; the ids stand in this folder only. */
export function salonService(id: string): SalonService {
	const found = SALON_SERVICES.find((service) => service.id === id)
	if (!found) throw new Error(`the salon has no service "${id}"`)
	return found
}
