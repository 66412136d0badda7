import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { GROUP_NAMES } from '#lib/core/appointment/appointment.ts'
import { CODECS, type StoredGroups, type StoredName } from '#lib/doc/groups.ts'
import { overwrite, trim } from '#lib/doc/registers.ts'
import * as arbitrary from '../support/arbitrary.ts'

// Whole worlds of devices, hundreds of times: slow where many tests share a core.
vi.setConfig({ testTimeout: 60_000 })

const groups: { readonly [Name in StoredName]: fc.Arbitrary<StoredGroups[Name]> } = {
	when: arbitrary.when,
	time: arbitrary.seriesTime,
	state: arbitrary.state,
	what: arbitrary.what,
	who: arbitrary.who,
	note: arbitrary.note,
	more: arbitrary.more
}

describe.each([...GROUP_NAMES, 'time'] as const)('the codec of %s', (name) => {
	const codec = CODECS[name] as (typeof CODECS)['what']
	const values = groups[name] as fc.Arbitrary<never>

	it('reads back what it wrote, trimmed or not', () => {
		fc.assert(
			fc.property(values, (value) => {
				const body = codec.encode(value)
				expect(body).toHaveLength(codec.known)
				expect(codec.decode(body)).toEqual(value)
				expect(codec.decode(trim(body, 1))).toEqual(value)
			})
		)
	})

	it('survives the wire: the body is plain JSON', () => {
		fc.assert(
			fc.property(values, (value) => {
				const body = codec.encode(value)
				expect(JSON.parse(JSON.stringify(body))).toEqual(body)
			})
		)
	})

	it('keeps what a newer client wrote behind it (I8)', () => {
		const newer = fc.array(fc.oneof(fc.string(), fc.nat(), fc.constant(null)), { minLength: 1, maxLength: 3 })
		fc.assert(
			fc.property(values, values, newer, (first, second, unknown) => {
				const body = [...codec.encode(first), ...unknown]
				expect(codec.decode(body)).toEqual(first)
				const [version, ...written] = overwrite(codec, second, { version: 3, body })
				expect(version).toBe(3)
				expect(written.slice(codec.known)).toEqual(unknown)
				expect(codec.decode(written)).toEqual(second)
			})
		)
	})

	it('never throws, whatever comes, and gives only what it would write again', () => {
		fc.assert(
			fc.property(fc.array(fc.anything(), { maxLength: 7 }), (body) => {
				const value = codec.decode(body)
				if (value !== undefined) expect(codec.decode(codec.encode(value))).toEqual(value)
			})
		)
	})
})
