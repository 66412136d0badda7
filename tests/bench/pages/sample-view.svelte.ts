/** The props of a view on made-up appointments, reactive as the shell's are. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { MINUTE, wallOf, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Colour } from '#lib/core/workspace/colour.ts'
import type { CalendarViewProps } from '#lib/views/calendar/gesture.ts'
import { STAFF } from './sample.ts'

const SETTINGS: CalendarViewProps['settings'] = {
	firstWeekday: 1,
	slotMinutes: 15,
	dayStart: 8 * 60,
	dayEnd: 19 * 60,
	weekNumbers: false,
	colourBy: 'person',
	density: 'compact',
	locale: 'en-GB',
	shortcuts: true
}

const colours = new Map(STAFF.map(({ id, colour }) => [id, colour as Colour]))
const hueOf = ({ appointment }: Occurrence): Colour =>
	colours.get(appointment.when.resources[0] ?? '') ?? 'slate'

export class SampleView {
	#occurrences: readonly Occurrence[]
	readonly props: CalendarViewProps

	constructor(range: Span<Day>, occurrences: readonly Occurrence[]) {
		this.#occurrences = $state.raw(occurrences)
		const read = () => this.#occurrences
		this.props = {
			range,
			now: wallOf(2026, 11, 25, 11, 20),
			get occurrences() {
				return read()
			},
			loaded: true,
			resources: STAFF,
			hueOf,
			conflicts: new Map(),
			selected: undefined,
			settings: SETTINGS,
			ongesture: () => undefined
		}
	}

	moveOne(): void {
		const at = Math.floor(this.#occurrences.length / 2)
		this.#occurrences = this.#occurrences.map((each, index) =>
			index === at
				? { ...each, start: (each.start + 30 * MINUTE) as Wall, end: (each.end + 30 * MINUTE) as Wall }
				: each
		)
	}
}
