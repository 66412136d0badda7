/** A week of many series, by the recurrence engine alone. */
import { run } from '../expand.ts'
import type { Figure } from '../figure.ts'

export async function expandFigures(): Promise<readonly Figure[]> {
	const { name, figures } = await run()
	return figures.map(({ label, value, bar }) => {
		const atMost = bar === undefined ? undefined : Number(bar.replace(/[^\d.]/g, ''))
		return {
			label: `${name}: ${label}`,
			value,
			unit: 'ms',
			...(atMost ? { bar: { of: 'value', atMost } } : {})
		}
	})
}
