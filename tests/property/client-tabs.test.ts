/**
 * Laws of the device: whatever several tabs of one device do, in whatever order they are opened, closed or killed, all
 * of them show the same book in the end, and so does the tab that is opened afterwards. An undo never changes what
 * another tab did since.
 */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import { at, createMachine, NOVEMBER } from '../unit/client/book.ts'
import { until } from '../unit/client/storage/device.ts'

/** Real storage and real documents: a run takes some milliseconds, so there are fewer than of the pure laws. */
const RUNS = 25

type Step =
	| { readonly kind: 'create' | 'move' | 'delete' | 'status'; readonly tab: number; readonly pick: number }
	| { readonly kind: 'undo' | 'redo' | 'reload' | 'kill'; readonly tab: number }

const tab = fc.nat(2)
const pick = fc.nat(27)
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), tab, pick }) },
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constantFrom('move' as const, 'delete' as const, 'status' as const),
			tab,
			pick
		})
	},
	{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), tab }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reload' as const, 'kill' as const), tab }) }
)

let machine: ReturnType<typeof createMachine>
afterEach(() => machine.close())

const startOf = (pick: number) => `2026-11-${String(1 + pick).padStart(2, '0')}T09:00`

/** What the views would draw, and the bin. */
const shown = (book: BookState) =>
	JSON.stringify([
		book.occurrences(NOVEMBER).map(({ key, start, end, appointment }) => [key, start, end, appointment]),
		book.bin.map(({ key }) => key).toSorted()
	])

async function look(book: BookState): Promise<BookState> {
	book.show(NOVEMBER)
	await until(() => book.isLoaded(NOVEMBER))
	return book
}

async function take(book: BookState, { kind, ...step }: Step): Promise<void> {
	const chosen = book.occurrences(NOVEMBER).at('pick' in step ? step.pick % 7 : 0)?.key
	const when = at(startOf('pick' in step ? step.pick : 0))
	switch (kind) {
		case 'create':
			await book.create({ when, what: { title: `${step.tab}` } })
			return
		case 'move':
			if (chosen) await book.move(chosen, when)
			return
		case 'delete':
			if (chosen) await book.remove(chosen)
			return
		case 'status':
			if (chosen) await book.setStatus(chosen, 'confirmed')
			return
		case 'undo':
			await book.undo()
			return
		case 'redo':
			await book.redo()
			return
		case 'reload':
		case 'kill':
			return
		default:
			kind satisfies never
	}
}

describe('tabs of one device', () => {
	test('end with the same book, and so does a tab that opens afterwards', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
				machine = createMachine()
				const books = [await look(await machine.begin())]
				while (books.length < 3) books.push(await look(await machine.reopen()))
				for (const one of steps) {
					const book = books[one.tab] as BookState
					if (one.kind === 'reload' || one.kind === 'kill') {
						// A killed tab writes nothing more, except what it had already called saved.
						if (one.kind === 'reload') await book.close()
						else await book.core.queue.flush().then(() => book.abandon())
						books[one.tab] = await look(await machine.reopen())
					} else await take(book, one)
				}
				for (const book of books) await book.flush()
				await until(() => new Set(books.map(shown)).size === 1)
				const expected = shown(books[0] as BookState)
				await machine.close()
				expect(shown(await look(await machine.reopen()))).toBe(expected)
				await machine.close()
			}),
			{ numRuns: RUNS }
		)
	}, 60_000)

	test('an undo gives back exactly what was there before the action', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
				machine = createMachine()
				const book = await look(await machine.begin())
				const edits = steps.filter(({ kind }) => !['undo', 'redo', 'reload', 'kill'].includes(kind))
				const before: string[] = []
				for (const one of edits) {
					const now = shownLive(book)
					const label = book.undoLabel
					await take(book, one)
					if (book.undoLabel !== label || shownLive(book) !== now) before.push(now)
				}
				for (const state of before.toReversed()) {
					await book.undo()
					expect(shownLive(book)).toBe(state)
				}
				await machine.close()
			}),
			{ numRuns: RUNS }
		)
	}, 60_000)
})

/** Without the bin: what was created and taken back stays in it. */
const shownLive = (book: BookState) =>
	JSON.stringify(
		book.occurrences(NOVEMBER).map(({ key, start, end, appointment }) => [key, start, end, appointment])
	)
