import { beforeEach, describe, expect, it, vi } from 'vitest'

const entries: string[] = []
vi.mock('$app/navigation', () => ({ pushState: () => entries.push('panel') }))
const { BackCloses } = await import('#lib/views/shell/back-closes.ts')

function desk() {
	const panel = { open: false }
	const back = new BackCloses({ isOpen: () => panel.open, leave: () => (panel.open = false) })
	/** Opens or closes as the frame does: the panel first, then whoever follows it. */
	const turn = (open: boolean) => {
		panel.open = open
		back.follow(open)
	}
	return { panel, back, turn }
}

beforeEach(() => {
	entries.length = 0
	vi.stubGlobal('history', { back: () => entries.pop() })
})

describe('BackCloses', () => {
	it('gives an open panel one entry of the history, and takes it away with the panel', () => {
		const { turn, back } = desk()
		turn(true)
		back.follow(true)
		expect(entries).toEqual(['panel'])
		turn(false)
		expect(entries).toEqual([])
	})

	it('a step back closes the panel and steps no further', () => {
		const { turn, back, panel } = desk()
		turn(true)
		entries.pop()
		back.popped()
		back.follow(panel.open)
		expect([panel.open, entries]).toEqual([false, []])
	})

	it('its own step back closes nothing that was opened meanwhile', () => {
		const { turn, back, panel } = desk()
		turn(true)
		turn(false)
		turn(true)
		back.popped()
		expect([panel.open, entries]).toEqual([true, ['panel']])
	})

	it('another view takes the place of the entry', () => {
		const { turn, back } = desk()
		turn(true)
		expect(back.moves()).toBe(true)
		turn(false)
		expect(entries).toEqual(['panel'])
		expect(back.moves()).toBe(false)
	})
})
