/** How the outcomes of a dry run are called and coloured; the word always stands beside the colour. */
import type { ImportLine } from '#lib/client/import-progress.ts'

interface OutcomeLook {
	readonly outcome: ImportLine['outcome']
	readonly label: string
	readonly tone: string
}

export const OUTCOMES: readonly OutcomeLook[] = [
	{ outcome: 'added', label: 'New', tone: 'text-good' },
	{ outcome: 'changed', label: 'Changed', tone: 'text-accent' },
	{ outcome: 'unchanged', label: 'Unchanged', tone: 'text-ink-soft' },
	{ outcome: 'unreadable', label: 'Unreadable', tone: 'text-danger' }
]
