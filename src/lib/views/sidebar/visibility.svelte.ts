/** Which people, rooms and calendars are shown on this device, and whom the phone's strip has singled out. */
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'
import { pageStore, readStored, writeStored, type TextStore } from '#lib/client/stored-value.ts'

export class VisibilityState {
	readonly #store: TextStore | undefined
	readonly #key: string
	/** Ids are drawn at random: those of all three kinds are in one set. */
	hidden: ReadonlySet<string>
	/** The one person shown on a phone; undefined for all. */
	single: ResourceId | undefined

	constructor(workspace: string, store: TextStore | undefined = pageStore()) {
		this.#store = store
		this.#key = `daybook.hidden.${workspace}`
		this.hidden = $state.raw(readHidden(readStored(store, this.#key)))
		this.single = $state(undefined)
	}

	toggle(id: string): void {
		const next = new Set(this.hidden)
		if (!next.delete(id)) next.add(id)
		this.#keep(next)
	}

	/** Hides all others of `among`; once more shows them all again. What is not among them stays as it is. */
	only(id: string, among: readonly { readonly id: string }[]): void {
		const others = among.map((one) => one.id).filter((other) => other !== id)
		const alone = !this.hidden.has(id) && others.every((other) => this.hidden.has(other))
		const rest = new Set(this.hidden).difference(new Set([id, ...others]))
		this.#keep(alone ? rest : rest.union(new Set(others)))
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

/** Leaves out what belongs to hidden people and rooms alone, or to a hidden calendar; the same array where nothing is hidden. */
export function shownOccurrences(
	occurrences: readonly Occurrence[],
	hidden: ReadonlySet<string>,
	single: ResourceId | undefined
): readonly Occurrence[] {
	if (single === undefined && hidden.size === 0) return occurrences
	return occurrences.filter(
		({ appointment: { calendar, when } }) =>
			!hidden.has(calendar) &&
			(single === undefined
				? when.resources.length === 0 || when.resources.some((id) => !hidden.has(id))
				: when.resources.includes(single))
	)
}
