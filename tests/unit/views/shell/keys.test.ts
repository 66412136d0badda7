import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { frameCommand, type KeyPress } from '#lib/views/shell/keys.ts'

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...rest
})

describe('frameCommand()', () => {
	test.each([
		['w', { kind: 'view', view: 'week' }],
		['S', undefined],
		['t', { kind: 'today' }],
		['n', { kind: 'new' }],
		['j', { kind: 'step', direction: 1 }],
		['g', { kind: 'jump' }],
		['ArrowLeft', { kind: 'step', direction: -1 }]
	])('knows %s', (key, command) => {
		expect(frameCommand(press(key, { shiftKey: key === 'S' }), true)).toEqual(command)
	})

	it('leaves every digit to the statuses and every key with Alt to the cards', () => {
		fc.assert(
			fc.property(fc.constantFrom(...'0123456789'), (key) => frameCommand(press(key), true) === undefined)
		)
		fc.assert(
			fc.property(
				fc.string({ minLength: 1, maxLength: 1 }),
				(key) => frameCommand(press(key, { altKey: true }), true) === undefined
			)
		)
	})

	it('keeps only arrows and keys with Ctrl or ⌘ when single keys are switched off', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: 1, maxLength: 1 }),
				(key) => frameCommand(press(key), false) === undefined
			)
		)
		expect(frameCommand(press('z', { metaKey: true }), false)).toEqual({ kind: 'undo' })
		expect(frameCommand(press('Z', { ctrlKey: true, shiftKey: true }), false)).toEqual({ kind: 'redo' })
		expect(frameCommand(press('y', { ctrlKey: true }), false)).toEqual({ kind: 'redo' })
	})

	it('leaves the keys of the browser alone', () => {
		for (const key of ['t', 'n', 'w', 'r', 'l', 'd', 's']) {
			expect(frameCommand(press(key, { ctrlKey: true }), true)).toBeUndefined()
		}
	})
})
