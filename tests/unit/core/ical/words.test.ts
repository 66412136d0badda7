import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STATUSES, type Status } from '#lib/core/appointment/status.ts'
import { colourFromCss, cssFromColour } from '#lib/core/ical/colour-names.ts'
import { joinCategories, splitCategories, statusFromIcal, statusToIcal } from '#lib/core/ical/words.ts'
import { COLOURS } from '#lib/core/workspace/colour.ts'

describe('status', () => {
	it.each(STATUSES)('%s comes back with our own word beside it', (status) => {
		expect(statusFromIcal(statusToIcal(status), status)).toBe(status)
	})

	it.each([
		['TENTATIVE', 'requested'],
		['CONFIRMED', 'confirmed'],
		['CANCELLED', 'cancelled'],
		['cancelled ', 'cancelled'],
		['', 'booked'],
		['NEEDS-ACTION', 'booked']
	])('reads %j of other programs as %s', (text, status) => {
		expect(statusFromIcal(text, '')).toBe(status)
	})

	it('believes a program that cancelled what we called arrived', () => {
		expect(statusFromIcal('CANCELLED', 'arrived')).toBe('cancelled')
		expect(statusFromIcal('CONFIRMED', 'arrived')).toBe('arrived')
		expect(statusFromIcal('', 'no-show')).toBe('no-show')
		expect(statusFromIcal('CONFIRMED', 'nonsense')).toBe('confirmed')
	})

	it('passes on a status of a newer version', () => {
		expect(statusToIcal('other' as Status)).toBe('other')
	})
})

describe('colours', () => {
	it.each(COLOURS)('%s comes back as itself', (colour) => {
		expect(colourFromCss(cssFromColour(colour))).toBe(colour)
	})

	it('writes each palette name as a different CSS name', () => {
		expect(new Set(COLOURS.map(cssFromColour)).size).toBe(COLOURS.length)
	})

	it('takes CSS names in any case and nothing else', () => {
		expect(colourFromCss(' DarkSlateBlue ')).toBe('indigo')
		expect(colourFromCss('crimson')).toBe('rose')
		expect(colourFromCss('#ff0000')).toBe('')
		expect(colourFromCss('')).toBe('')
	})
})

describe('categories', () => {
	it('split only where joining gives the same text', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('a', ',', ' ', '\\', '\n', 'é') }), (field) => {
				const names = splitCategories(field)
				if (names) expect(joinCategories(names)).toBe(field)
			})
		)
	})

	it('leaves out empty names', () => {
		expect(joinCategories([' VIP ', '', 'New'])).toBe('VIP, New')
		expect(splitCategories('VIP, New')).toEqual(['VIP', 'New'])
		expect(splitCategories('')).toBeUndefined()
		expect(splitCategories('VIP, ')).toBeUndefined()
		expect(splitCategories('a\\b')).toBeUndefined()
	})
})
