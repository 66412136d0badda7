/**
 * Finds and runs every set below a folder: each `*.json` with a `vectors` array, and all `*.ics` files together through
 * the import. Prints as it goes; the answer is whether everything is as it should be.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { runIcs } from './ics.ts'
import { runSet, type Vector } from './recurrence.ts'
import { summarise, type SetSummary } from './summary.ts'

/** The least that must pass, by file name. */
const FLOORS: Readonly<Record<string, number>> = {
	'rfc5545-examples.json': 43,
	'tz-edge-derived.json': 36,
	'dateutil-rrules.json': 208,
	'libical-rrules.json': 121
}

export async function runAll(folder: string, print: (line: string) => void): Promise<boolean> {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort()
	const others: string[] = []
	let isFine = true
	for (const file of files.filter((name) => name.endsWith('.json'))) {
		const name = relative(folder, file)
		const read = readSet(file)
		if (read === 'unreadable') {
			print(`${name}  cannot be read as JSON`)
			isFine = false
		} else if (read === 'no-set') others.push(name)
		else isFine = report(runSet(name, read), print, FLOORS[basename(file)]) && isFine
	}
	if (others.length > 0) print(`not vector sets, skipped: ${others.join(', ')}`)
	const icsFiles = files.filter((name) => name.toLowerCase().endsWith('.ics'))
	return (await runIcsFiles(icsFiles, print)) && isFine
}

function readSet(file: string): readonly Vector[] | 'unreadable' | 'no-set' {
	try {
		const read: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
		const vectors = typeof read === 'object' && read !== null && 'vectors' in read ? read.vectors : undefined
		return Array.isArray(vectors) && vectors.every(isVector) ? vectors : 'no-set'
	} catch {
		return 'unreadable'
	}
}

function isVector(value: unknown): value is Vector {
	if (typeof value !== 'object' || value === null) return false
	const { dtstart, rrule, expected } = value as Partial<Record<keyof Vector, unknown>>
	return typeof dtstart === 'string' && typeof rrule === 'string' && Array.isArray(expected)
}

/** Prints a summary line, then what failed and why something is disputed. */
function report(set: SetSummary, print: (line: string) => void, floor = 0): boolean {
	print(`${set.name}  passed ${set.passed}  failed ${set.failed}  disputed ${set.disputed}`)
	for (const { kind, name, detail } of set.notes.filter((note) => note.kind === 'failed'))
		print(`  ${kind}: ${name}\n    ${detail}`)
	for (const [reason, names] of Map.groupBy(
		set.notes.filter((note) => note.kind === 'disputed'),
		(note) => note.detail
	))
		print([`  disputed (${names.length}): ${reason}`, ...names.map(({ name }) => `    ${name}`)].join('\n'))
	if (set.passed < floor) print(`  at least ${floor} must pass`)
	return set.failed === 0 && set.passed >= floor
}

async function runIcsFiles(files: string[], print: (line: string) => void): Promise<boolean> {
	if (files.length === 0) return true
	const { name, passed, failures } = await runIcs(files)
	const notes = failures.map(({ name, reason }) => ({ kind: 'failed' as const, name, detail: reason }))
	return report(summarise(name, passed, notes), print)
}
