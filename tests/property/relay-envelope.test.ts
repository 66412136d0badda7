/** The bytes a broadcast is built of by hand are those of the wire. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeFrame, writeMessage } from '#lib/core/wire/message.ts'
import { createNewsWriter } from '../../server/relay/envelope.ts'

const position = fc.oneof(fc.nat(300), fc.maxSafeNat())
const update = fc.oneof(
	fc.uint8Array({ maxLength: 20 }),
	fc.constantFrom(127, 128, 16_383, 16_384, 3 << 20).map((length) => new Uint8Array(length).fill(7))
)

test('news are what the wire says they are, in both ways of speaking', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), position, update, (room, at, bytes) => {
			const envelope = createNewsWriter(room)(at, bytes)
			const framed = writeFrame({ room, message: { kind: 'news', position: at, update: bytes } })
			expect(Buffer.compare(envelope.framed, framed)).toBe(0)
			expect(Buffer.compare(envelope.plain, writeMessage({ kind: 'update', update: bytes }))).toBe(0)
		})
	)
})
