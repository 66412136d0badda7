import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { readBusy } from '#lib/doc/busy.ts'
import { createAppointment } from '#lib/doc/edit/create.ts'
import { createBusyWorker, type BusyWorker } from '../../../../server/projection/busy-worker.ts'
import { at, random, timed, titled } from '../../../support/salon.ts'
import { CALENDAR, createWorld, type Device } from '../../../support/world.ts'

let worker: BusyWorker
beforeEach(() => {
	worker = createBusyWorker({ idleMs: 20 })
})
afterEach(() => worker.close())

const question = {
	calendar: CALENDAR,
	month: '2026-11',
	anew: true,
	given: [],
	stored: [],
	salt: 's',
	written: undefined
}

async function given() {
	const [device] = createWorld([1]).devices as readonly [Device]
	device.edit((context) => createAppointment(context, random(1), timed(at(23, 9)), titled('Cut')))
	const asked = await worker.ask(question)
	if (!asked.ok || asked.value.kind !== 'missing') throw new Error('It knew the rooms')
	return asked.value.rooms.map((room) => {
		const update = Y.encodeStateAsUpdate(device.docOf(room))
		// As a store hands it out: a view into a larger buffer. And one that nobody can read.
		const pool = new Uint8Array(update.byteLength + 100)
		pool.set(update, 50)
		return { room, updates: [new Uint8Array([1, 2]), pool.subarray(50, 50 + update.byteLength)] }
	})
}

it('answers from its thread, with the rooms it was given', async () => {
	const rooms = await given()
	expect(rooms.map(({ room }) => room)).toEqual(['c.team', 'c.team.2026-11'])
	const answered = await worker.ask({ ...question, anew: false, given: rooms })
	if (!answered.ok || answered.value.kind !== 'done') throw new Error('It did not answer')
	const doc = new Y.Doc()
	Y.applyUpdate(doc, answered.value.update!)
	expect(readBusy(doc).map(({ when }) => when)).toEqual([timed(at(23, 9))])
})

it('says so when its thread ends, and begins again', async () => {
	const ended = vi.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
		void this.terminate()
	})
	expect(await worker.ask(question)).toMatchObject({ ok: false, why: 'failed' })
	ended.mockRestore()
	expect(await worker.ask(question)).toMatchObject({ ok: true })
})

it('ends when it had nothing to do, and begins again', async () => {
	const ended = vi.spyOn(Worker.prototype, 'terminate')
	await worker.ask(question)
	await vi.waitUntil(() => ended.mock.calls.length > 0)
	ended.mockRestore()
	expect(await worker.ask(question)).toMatchObject({ ok: true })
})

it('refuses what comes after the end', async () => {
	await worker.close()
	await worker.close()
	expect(await worker.ask(question)).toMatchObject({ ok: false, why: 'failed' })
})
