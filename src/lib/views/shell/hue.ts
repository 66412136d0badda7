/** The colour of a card: what was chosen for it, else by status, person or service. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { isColour, type Colour } from '#lib/core/workspace/colour.ts'
import type { Workspace } from '#lib/core/workspace/workspace.ts'
import type { ViewSettings } from '#lib/views/calendar/gesture.ts'
import { STATUS_LOOK } from '#lib/views/card/status-look.ts'

const NEUTRAL: Colour = 'slate'

/** Made anew when the workspace or the setting changes; one call per card then costs two look-ups. */
export function createHue(
	workspace: Workspace,
	colourBy: ViewSettings['colourBy']
): (occurrence: Occurrence) => Colour {
	const byResource = new Map(
		workspace.resources.map((one) => [one.id, { staff: one.kind === 'staff', colour: known(one.colour) }])
	)
	const byService = new Map(
		workspace.services.flatMap(
			(one) =>
				[
					[one.id, known(one.colour)],
					[one.name, known(one.colour)]
				] as const
		)
	)
	return ({ appointment: { what, when, state } }) => {
		if (isColour(what.colour)) return what.colour
		switch (colourBy) {
			case 'status':
				return STATUS_LOOK[state.status].hue
			case 'service':
				return byService.get(what.serviceId) ?? byService.get(what.service) ?? NEUTRAL
			case 'person': {
				const all = when.resources.map((id) => byResource.get(id)).filter((one) => one !== undefined)
				return (all.find((one) => one.staff) ?? all[0])?.colour ?? NEUTRAL
			}
			default:
				return colourBy satisfies never
		}
	}
}

const known = (colour: string): Colour => (isColour(colour) ? colour : NEUTRAL)
