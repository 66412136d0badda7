/** Two neighbours change places. Orders may be equal (ties go by name), so all are numbered anew where needed. */
import type { Resource } from '#lib/core/workspace/workspace.ts'

/** The resources whose `order` must be written, none where one of the two is missing. */
export function exchangeOrder(
	resources: readonly Resource[],
	a: Resource | undefined,
	b: Resource | undefined
): readonly Resource[] {
	if (!a || !b) return []
	const swapped = resources.map((one) => (one.id === a.id ? b : one.id === b.id ? a : one))
	return swapped
		.map((one, order) => ({ ...one, order }))
		.filter((one) => resources.find(({ id }) => id === one.id)?.order !== one.order)
}
