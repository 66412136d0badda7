/**
 * `npm run test:long -- retell <seed> [room] [device]`: one life once more, with its steps and the frames of a room as
 * they arrived, to find out what happened in it.
 */
import { decodeStateVector, parseUpdateMeta } from 'yjs'
import { readFrame, type Message } from '#lib/core/wire/message.ts'
import { warmUp } from './lives.ts'
import { START } from './schedule.ts'
import { sayPlan } from './shorten.ts'
import { planOf } from './steps.ts'
import { live } from './world.ts'

const sayVector = (vector: ReadonlyMap<number, number>): string =>
	[...vector].map(([client, clock]) => `${client}:${clock}`).join(' ')

function sayUpdate(update: Uint8Array): string {
	const { from, to } = parseUpdateMeta(update)
	return `${sayVector(from)} → ${sayVector(to)}`
}

function sayMessage(message: Message): string {
	switch (message.kind) {
		case 'open':
			return `${message.epoch} ${message.position}`
		case 'opened':
			return `${message.epoch} ${message.position} ${message.access} [${sayVector(decodeStateVector(message.vector))}]`
		case 'news':
			return `${message.position} [${sayUpdate(message.update)}]`
		case 'update':
		case 'step2':
			return `[${sayUpdate(message.update)}]`
		case 'step1':
			return `[${sayVector(decodeStateVector(message.vector))}]`
		case 'durable':
			return `${message.count} at ${message.position}`
		case 'refused':
			return `${message.code}, update ${message.update}`
		case 'awareness':
		case 'query-awareness':
		case 'close':
		case 'heartbeat':
			return ''
		default:
			return message satisfies never
	}
}

/** `device` is the beginning of its name. */
export async function retell(seed: string, room: string, device: string): Promise<void> {
	await warmUp()
	const plan = planOf(seed)
	console.log(sayPlan(plan))
	const { step, broken } = await live(seed, {}, plan, (at, who, way, bytes) => {
		const frame = readFrame(bytes)
		if (!frame.ok || frame.value.room !== room || !who.startsWith(device)) return
		const { message } = frame.value
		console.log(((at - START) / 1000).toFixed(3), who, way, message.kind, sayMessage(message))
	})
	console.log(
		broken === undefined
			? 'All went well'
			: `${step === undefined ? 'At the end' : `After step ${step}`}: ${broken}`
	)
}
