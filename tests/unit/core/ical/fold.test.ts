import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProperty } from '#lib/core/ical/content.ts'
import { escapeParam, escapeText, foldLine, withoutControls } from '#lib/core/ical/fold.ts'

const octets = (text: string) => new TextEncoder().encode(text).length
const unfold = (text: string) => text.replace(/\r\n /g, '').replace(/\r\n$/, '')
const anyText = fc
	.oneof(
		fc.string({ unit: 'binary', maxLength: 200 }),
		fc.string({ unit: fc.constantFrom(...'a\\;:,n"^\'= ') })
	)
	.map((text) => text.replace(/\r\n?/g, '\n'))

describe('foldLine()', () => {
	it('keeps every line within 75 octets and every character whole', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('a', 'é', 'ש', '漢', '💇', ' '), maxLength: 300 }),
				(text) => {
					const folded = foldLine(text)
					for (const line of folded.split('\r\n')) expect(octets(line)).toBeLessThanOrEqual(75)
					expect(unfold(folded)).toBe(text)
				}
			)
		)
	})

	it('leaves 75 octets on one line and folds the 76th', () => {
		expect(foldLine('x'.repeat(75))).toBe(`${'x'.repeat(75)}\r\n`)
		expect(foldLine('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x\r\n`)
		expect(foldLine('')).toBe('\r\n')
	})
})

describe('escapeText()', () => {
	it('comes back through the parser', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const written = withoutControls(text)
				expect(parseProperty({ text: `SUMMARY:${escapeText(text)}`, number: 1 })?.values).toEqual([written])
				expect(parseProperty({ text: `X-DAYBOOK-BY:${escapeText(text)}`, number: 1 })?.values).toEqual([
					written
				])
			})
		)
	})

	it('never lets a text begin a property of its own', () => {
		expect(escapeText('a\r\nEND:VEVENT\rb\nc')).toBe('a\\nEND:VEVENT\\nb\\nc')
	})
})

describe('escapeParam()', () => {
	it('comes back through the parser', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const property = parseProperty({
					text: `ATTENDEE;CN=${escapeParam(text)};X=1:mailto:a@b.c`,
					number: 1
				})
				expect(property?.params['cn']).toBe(withoutControls(text))
				expect(property?.raw).toBe('mailto:a@b.c')
			})
		)
	})

	it('quotes only what must be', () => {
		expect(escapeParam('Anna')).toBe('Anna')
		expect(escapeParam('Weber, Anna')).toBe('"Weber, Anna"')
		expect(escapeParam('the "boss"\n^')).toBe("the ^'boss^'^n^^")
	})
})

it('withoutControls() leaves out what no calendar may hold', () => {
	expect(withoutControls('a\u0000b\u001bc\u007f\t\n💇\ud83d')).toBe('abc\t\n💇')
})
