import fc from 'fast-check'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createFrameWriter } from '../../../../server/relay/websocket-frame.ts'

/** Around each length at which the header or the way of writing is another one. */
const LENGTHS = [0, 1, 125, 126, 127, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 300_000]

/** Over a real connection, by the client of ws. */
async function readBack(written: readonly Uint8Array[]): Promise<Buffer[]> {
	const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
	const server = createServer()
	server.on('upgrade', (request, socket, head) => {
		sockets.handleUpgrade(request, socket, head, (opened) => {
			const write = createFrameWriter()
			for (const bytes of written) write(socket, bytes)
			opened.close()
		})
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
	const heard: Buffer[] = []
	client.on('message', (bytes: Buffer, isBinary) => {
		if (isBinary) heard.push(bytes)
	})
	await new Promise((resolve, reject) => client.on('close', resolve).on('error', reject))
	await new Promise((resolve) => server.close(resolve))
	return heard
}

describe('createFrameWriter()', () => {
	it('writes what ws reads back, whatever came before', async () => {
		const bytes = fc
			.tuple(fc.constantFrom(...LENGTHS), fc.integer({ min: 0, max: 255 }))
			.map(([length, fill]) => new Uint8Array(length).fill(fill))
		await fc.assert(
			fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 6 }), async (written) => {
				const heard = await readBack(written.flatMap((one) => [one, one]))
				expect(heard).toHaveLength(2 * written.length)
				heard.forEach((one, n) => expect(one.equals(written[n >> 1]!)).toBe(true))
			}),
			{ numRuns: 30 }
		)
	})

	it('builds a small frame once for all who get the same bytes', () => {
		const chunks: unknown[] = []
		const stream = new PassThrough()
		stream.write = (chunk: unknown) => chunks.push(chunk) > 0
		const write = createFrameWriter()
		const bytes = Uint8Array.of(1, 2, 3)
		for (let n = 0; n < 3; n += 1) write(stream, bytes)
		expect(new Set(chunks).size).toBe(1)
		write(stream, Uint8Array.of(1, 2, 3))
		expect(new Set(chunks).size).toBe(2)
	})
})
