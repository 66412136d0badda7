/** Which people and rooms are shown on this device, and whom the phone's strip has singled out. */
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'
import { pageStore, readStored, writeStored, type TextStore } from '#lib/client/stored-value.ts'

export class VisibilityState {
	readonly #store: TextStore | undefined
	readonly #key: string
	hidden: ReadonlySet<ResourceId>
	/** The one person shown on a phone; undefined for all. */
	single: ResourceId | undefined

	constructor(workspace: string, store: TextStore | undefined = pageStore()) {
		this.#store = store
		this.#key = `daybook.hidden.${workspace}`
		this.hidden = $state.raw(readHidden(readStored(store, this.#key)))
		this.single = $state(undefined)
	}

	toggle(id: ResourceId): void {
		const next = new Set(this.hidden)
		if (!next.delete(id)) next.add(id)
		this.#keep(next)
	}

	/** Hides all others of `among`; once more shows them all again. */
	only(id: ResourceId, among: readonly Resource[]): void {
		const others = among.filter((resource) => resource.id !== id).map((resource) => resource.id)
		const alone = !this.hidden.has(id) && others.every((other) => this.hidden.has(other))
		this.#keep(new Set(alone ? [] : others))
	}

	#keep(hidden: ReadonlySet<ResourceId>): void {
		this.hidden = hidden
		writeStored(this.#store, this.#key, [...hidden])
	}
}

const readHidden = (stored: unknown): ReadonlySet<ResourceId> =>
	new Set(Array.isArray(stored) ? stored.filter((id): id is string => typeof id === 'string') : [])

/** The columns or rows that are shown. */
export const shownResources = (
	resources: readonly Resource[],
	hidden: ReadonlySet<ResourceId>,
	single: ResourceId | undefined
): readonly Resource[] =>
	resources.filter((one) => !one.archived && (single === undefined ? !hidden.has(one.id) : one.id === single))

/** Leaves out what belongs to hidden people and rooms alone; the same array where nothing is hidden. */
export function shownOccurrences(
	occurrences: readonly Occurrence[],
	hidden: ReadonlySet<ResourceId>,
	single: ResourceId | undefined
): readonly Occurrence[] {
	if (single !== undefined)
		return occurrences.filter(({ appointment }) => appointment.when.resources.includes(single))
	if (hidden.size === 0) return occurrences
	return occurrences.filter(
		({ appointment: { when } }) => when.resources.length === 0 || when.resources.some((id) => !hidden.has(id))
	)
}
