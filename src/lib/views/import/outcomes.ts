/** How the outcomes of a dry run are called and coloured (the word always stands beside the colour), and what is told of the file. */
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

/** Longer reasons are folded to their beginning. */
export const FOLD_FROM = 110

/** What could not be read as text to send to whoever made the file: a line each, its parts between tabs. */
export function unreadableReport(file: string, lines: readonly ImportLine[]): string {
	const rows = lines
		.filter(({ outcome }) => outcome === 'unreadable')
		.map(({ line, title, when, reason }) =>
			[line === undefined ? '' : `Line ${line}`, title, when, reason].map(oneLine).join('\t')
		)
	return [`Could not be read in ${file}:`, ...rows].join('\n')
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** What else stands in the file, one sentence each; `count` says a number in the person's language. */
export function fileSentences(
	{ notAppointments, remarks }: { readonly notAppointments: number; readonly remarks: readonly string[] },
	count: (n: number) => string
): readonly string[] {
	if (notAppointments === 0) return remarks
	const one = notAppointments === 1
	return [
		`${count(notAppointments)} ${one ? 'entry is' : 'entries are'} no appointment${one ? '' : 's'} (tasks, journals, free or busy times) and stay${one ? 's' : ''} out.`,
		...remarks
	]
}
