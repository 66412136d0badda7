/**
 * To whom an import goes where the file does not say: most calendars know no staff, and an appointment without one
 * stands in nobody's column. The hash in `more.source` stays that of the file, so that the same file changes nothing
 * afterwards, whoever was chosen.
 */
import type { Groups, ResourceId } from '../appointment/appointment.ts'
import type { ImportedEvent, ImportedOverride, ImportPlan } from './import.ts'

/** The plan in which every new appointment that names no resource holds `resource`. What the book has stays with whom it is. */
export function assignPlan(plan: ImportPlan, resource: ResourceId): ImportPlan {
	return { ...plan, fresh: plan.fresh.map((event) => assignEvent(event, resource)) }
}

/** How many of the new appointments name nobody. */
export const countUnassigned = (plan: Pick<ImportPlan, 'fresh'>): number =>
	plan.fresh.filter((event) =>
		event.kind === 'single'
			? event.groups.when.resources.length === 0
			: event.time.segments.some(({ resources }) => resources.length === 0)
	).length

function assignEvent(event: ImportedEvent, resource: ResourceId): ImportedEvent {
	if (event.kind === 'single')
		return { ...event, groups: { ...event.groups, when: held(event.groups.when, resource) } }
	const segments = event.time.segments.map((segment) => held(segment, resource))
	return {
		...event,
		time: { ...event.time, segments },
		overrides: event.overrides.map((override) => assignOverride(override, resource))
	}
}

function assignOverride(override: ImportedOverride, resource: ResourceId): ImportedOverride {
	const { when } = override.groups
	return when ? { ...override, groups: { ...override.groups, when: held(when, resource) } } : override
}

const held = <Holder extends Pick<Groups['when'], 'resources'>>(
	holder: Holder,
	resource: ResourceId
): Holder => (holder.resources.length === 0 ? { ...holder, resources: [resource] } : holder)
