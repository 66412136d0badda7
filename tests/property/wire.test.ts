/** Laws of the wire: what was written is read back, and whatever bytes arrive, reading them refuses and never throws. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	MAX_MESSAGE_BYTES,
	readFrame,
	readMessage,
	splitFrame,
	wrapFrame,
	writeFrame,
	writeMessage,
	type Message
} from '#lib/core/wire/message.ts'
import { MAX_POLL_BYTES, readPollAnswer, readPollRequest, writePollRequest } from '#lib/core/wire/poll.ts'
import { refusalOf, REFUSALS, type RefusalCode } from '#lib/core/wire/refusal.ts'

const bytes = fc.uint8Array({ maxLength: 40 })
const count = fc.nat(2 ** 31)
const code = fc.constantFrom(...(Object.keys(REFUSALS) as RefusalCode[]))
const message: fc.Arbitrary<Message> = fc.oneof(
	fc.record({ kind: fc.constant('step1' as const), vector: bytes }),
	fc.record({
		kind: fc.constantFrom('step2' as const, 'update' as const, 'awareness' as const),
		update: bytes
	}),
	fc.record({
		kind: fc.constantFrom('query-awareness', 'close', 'heartbeat', 'rights')
	}),
	fc.record({ kind: fc.constant('durable' as const), count, position: count }),
	fc.record({ kind: fc.constant('open' as const), epoch: fc.string(), position: count }),
	fc.record({
		kind: fc.constant('opened' as const),
		epoch: fc.string(),
		position: count,
		access: fc.constantFrom('read' as const, 'write' as const),
		vector: bytes
	}),
	fc.record({ kind: fc.constant('news' as const), position: count, update: bytes }),
	fc.record({ kind: fc.constant('refused' as const), code, update: count, sentence: fc.string() })
)

describe('a message', () => {
	it('is read as it was written, alone and in a frame', () => {
		fc.assert(
			fc.property(message, fc.string(), (one, room) => {
				expect(readMessage(writeMessage(one))).toEqual({ ok: true, value: one })
				expect(readFrame(writeFrame({ room, message: one }))).toEqual({
					ok: true,
					value: { room, message: one }
				})
			})
		)
	})

	it('wrapped as bytes is the same frame, and splits into the same bytes', () => {
		fc.assert(
			fc.property(message, fc.string(), (one, room) => {
				const frame = writeFrame({ room, message: one })
				expect(wrapFrame(room, writeMessage(one))).toEqual(frame)
				const split = splitFrame(frame)
				expect(split.ok && split.value.room).toBe(room)
				expect(split.ok && Uint8Array.from(split.value.bytes)).toEqual(writeMessage(one))
			})
		)
	})

	it('of any bytes is read or refused, never thrown', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
				for (const read of [readMessage, readFrame, splitFrame, readPollRequest, readPollAnswer]) {
					const outcome = read(any)
					if (!outcome.ok) expect(outcome.why).toBe('malformed')
				}
			}),
			{ numRuns: 2_000 }
		)
	})
})

it('a body of polling holds the largest message there may be', () => {
	const frames = [new Uint8Array(MAX_MESSAGE_BYTES)]
	const body = writePollRequest({ session: 'x'.repeat(32), received: 0, first: 0, frames, wait: false })
	expect(body.byteLength).toBeLessThan(MAX_POLL_BYTES)
})

it('every refusal has a number of its own, final for y-websocket exactly where it does not pass by itself', () => {
	for (const [name, { code: number, passes }] of Object.entries(REFUSALS)) {
		expect(refusalOf(number)).toBe(name)
		expect(number >= 4400 && number < 4500).toBe(!passes)
	}
	expect(refusalOf(1006)).toBeUndefined()
})
