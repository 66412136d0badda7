import { layOutColumn, layOutRow, type Laid, type Stretch } from '#lib/core/layout/lanes.ts'
import { linesBetween, offsetsOf, touches, widen } from '#lib/core/layout/window.ts'
import { edgeSpeed, TOP_SPEED } from '#lib/core/layout/edge-scroll.ts'
import { nearestIn, type Placed } from '#lib/core/layout/nearest.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const stretch: fc.Arbitrary<Stretch> = fc
	.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
	.map(([start, length]) => ({ start, end: start + length }))
const stretches = fc.array(stretch, { maxLength: 40 })

const shareSpace = (a: Laid, b: Laid): boolean =>
	touches(
		{ start: a.lane / a.lanes, end: (a.lane + a.width) / a.lanes },
		{ start: b.lane / b.lanes, end: (b.lane + b.width) / b.lanes }
	)

const pairs = (count: number): [number, number][] =>
	Array.from({ length: count }, (_, a) =>
		Array.from({ length: a }, (_, b): [number, number] => [b, a])
	).flat()

const deepest = (all: readonly Stretch[]): number =>
	Math.max(0, ...all.map(({ start }) => all.filter((one) => one.start <= start && start < one.end).length))

describe('the boxes of a column', () => {
	test('never overlap', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				const laid = layOutColumn(all)
				for (const [a, b] of pairs(all.length)) {
					if (touches(all[a] as Stretch, all[b] as Stretch)) {
						expect(shareSpace(laid[a] as Laid, laid[b] as Laid)).toBe(false)
					}
				}
			})
		)
	})

	test('stay inside the column, all of them', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				const laid = layOutColumn(all)
				expect(laid).toHaveLength(all.length)
				for (const { lane, lanes, width } of laid) {
					expect(lane).toBeGreaterThanOrEqual(0)
					expect(width).toBeGreaterThanOrEqual(1)
					expect(lane + width).toBeLessThanOrEqual(lanes)
				}
			})
		)
	})

	test('that start together stand in order of their length, then as given', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				const laid = layOutColumn(all)
				for (const [a, b] of pairs(all.length)) {
					const [one, other] = [all[a] as Stretch, all[b] as Stretch]
					if (one.start !== other.start) continue
					const isOneFirst = one.end >= other.end
					const [left, right] = isOneFirst ? [laid[a], laid[b]] : [laid[b], laid[a]]
					expect(left?.lane).toBeLessThan(right?.lane ?? 0)
				}
			})
		)
	})

	test('are no narrower than the deepest moment of their knot asks for', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				for (const { lanes } of layOutColumn(all)) expect(lanes).toBeLessThanOrEqual(deepest(all))
			})
		)
	})

	test('could not be one lane wider, up to sixteen lanes', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				const laid = layOutColumn(all)
				laid.forEach((box, index) => {
					const end = box.lane + box.width
					if (end === box.lanes || box.lanes > 16) return
					const isTaken = laid.some(
						(other, at) => other.lane === end && touches(all[at] as Stretch, all[index] as Stretch)
					)
					expect(isTaken).toBe(true)
				})
			})
		)
	})

	test('do not depend on the order in which they are given', () => {
		const distinct = fc.uniqueArray(stretch, {
			maxLength: 30,
			selector: ({ start, end }) => `${start} ${end}`
		})
		fc.assert(
			fc.property(distinct, fc.infiniteStream(fc.nat()), (all, dice) => {
				const told = (list: readonly Stretch[]) =>
					Object.fromEntries(layOutColumn(list).map((box, index) => [JSON.stringify(list[index]), box]))
				const shuffled = all
					.map((one) => ({ one, at: dice.next().value as number }))
					.sort((a, b) => a.at - b.at)
					.map(({ one }) => one)
				expect(told(shuffled)).toEqual(told(all))
			})
		)
	})

	test('do not change with their place in the day or the size of a minute', () => {
		fc.assert(
			fc.property(
				stretches,
				fc.integer({ min: -500, max: 500 }),
				fc.constantFrom(1, 2, 4),
				(all, by, times) => {
					const moved = all.map(({ start, end }) => ({ start: start * times + by, end: end * times + by }))
					expect(layOutColumn(moved)).toEqual(layOutColumn(all))
				}
			)
		)
	})

	test('the input stays as it was', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				const before = structuredClone(all)
				layOutColumn(all)
				layOutRow(all)
				expect(all).toEqual(before)
			})
		)
	})

	test('a thousand and ten thousand cost about the same each', () => {
		// Counted in comparisons of starts, not in time: n log n allows 1.34 times as many for each.
		const cost = (count: number) => {
			let reads = 0
			const all = Array.from({ length: count }, (_, index) => ({
				get start() {
					reads++
					return (index * 7919) % (count * 4)
				},
				get end() {
					reads++
					return ((index * 7919) % (count * 4)) + 10
				}
			}))
			layOutColumn(all)
			return reads / count
		}
		expect(cost(10_000) / cost(1000)).toBeLessThan(2)
	})
})

describe('the lanes of a row', () => {
	test('never hold two at once', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				const { lanes } = layOutRow(all)
				for (const [a, b] of pairs(all.length)) {
					if (lanes[a] === lanes[b]) expect(touches(all[a] as Stretch, all[b] as Stretch)).toBe(false)
				}
			})
		)
	})

	test('are exactly as many as the deepest moment needs', () => {
		fc.assert(
			fc.property(stretches, (all) => {
				expect(layOutRow(all).count).toBe(deepest(all))
			})
		)
	})
})

describe('the lines in view', () => {
	const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 60 })
	const part = fc
		.tuple(fc.integer({ min: -300, max: 4000 }), fc.integer({ min: 1, max: 900 }))
		.map(([start, length]) => ({ start, end: start + length }))

	test('are those that a look at each would find, and no gap between', () => {
		fc.assert(
			fc.property(sizes, part, (all, view) => {
				const offsets = offsetsOf(all)
				const { first, end } = linesBetween(offsets, view)
				const seen = all.flatMap((_, line) =>
					touches({ start: offsets[line] ?? 0, end: offsets[line + 1] ?? 0 }, view) ? [line] : []
				)
				for (const line of seen) {
					expect(line).toBeGreaterThanOrEqual(first)
					expect(line).toBeLessThan(end)
				}
				if (seen.length > 0) expect(end - first).toBe(seen.length)
				else expect(end - first).toBeLessThanOrEqual(1)
			})
		)
	})

	test('stay in view when the part is widened', () => {
		fc.assert(
			fc.property(part, fc.integer({ min: 1, max: 500 }), (view, step) => {
				const wide = widen(view, step)
				expect(wide.start).toBeLessThanOrEqual(view.start - step / 2)
				expect(wide.end).toBeGreaterThanOrEqual(view.end + step / 2)
			})
		)
	})
})

describe('scrolling at the edges', () => {
	test('never slows down as the pointer goes deeper, and is the same at both', () => {
		const place = fc.double({ min: -200, max: 1200, noNaN: true })
		fc.assert(
			fc.property(place, place, (a, b) => {
				const [low, high] = a < b ? [a, b] : [b, a]
				expect(edgeSpeed(low, 0, 1000)).toBeLessThanOrEqual(edgeSpeed(high, 0, 1000))
				expect(edgeSpeed(1000 - a, 0, 1000)).toBeCloseTo(-edgeSpeed(a, 0, 1000), 6)
				expect(Math.abs(edgeSpeed(a, 0, 1000))).toBeLessThanOrEqual(TOP_SPEED)
			})
		)
	})
})

describe('the walk of the selection', () => {
	const placed = fc
		.array(fc.tuple(fc.integer({ min: 0, max: 5 }), stretch), { minLength: 1, maxLength: 25 })
		.map((all) => all.map(([line, { start, end }], index): Placed => ({ id: `k${index}`, line, start, end })))

	test('along a line visits each once, and back again', () => {
		fc.assert(
			fc.property(placed, (all) => {
				const line = all[0]?.line
				const onLine = all.filter((one) => one.line === line)
				let at = onLine[0] as Placed
				for (let next: Placed | undefined = at; next; next = nearestIn(all, at, 'earlier')) at = next
				const seen = [at.id]
				for (let next = nearestIn(all, at, 'later'); next; next = nearestIn(all, at, 'later')) {
					seen.push(next.id)
					at = next
				}
				expect([...seen].sort()).toEqual(onLine.map(({ id }) => id).sort())
			})
		)
	})

	test('across never stays on the line, and goes to the next that holds any', () => {
		fc.assert(
			fc.property(placed, (all) => {
				const from = all[0] as Placed
				const lines = all.map(({ line }) => line)
				const after = lines.filter((line) => line > from.line)
				const to = nearestIn(all, from, 'line-after')
				expect(to?.line).toBe(after.length === 0 ? undefined : Math.min(...after))
			})
		)
	})
})
