import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { listen, listenRefusal } from '../../../server/http/listen.ts'

const app = new Hono().get('/', (c) => c.text('here'))

describe('listen()', () => {
	it('takes a free port, says the address and gives the port back', async () => {
		const first = await listen(app, { host: '127.0.0.1', port: 0 })
		if (!first.ok) throw new Error(first.message)
		const { address, message, close } = first.value
		expect(message).toContain(address)
		expect(await (await fetch(address)).text()).toBe('here')
		const port = Number(new URL(address).port)
		const second = await listen(app, { host: '127.0.0.1', port })
		expect(second).toMatchObject({ ok: false, why: 'port-taken' })
		await close()
		const third = await listen(app, { host: '127.0.0.1', port })
		expect(third.ok).toBe(true)
		if (third.ok) await third.value.close()
	})

	it('warns when others can reach it', async () => {
		const open = await listen(app, { host: '0.0.0.0', port: 0 })
		if (!open.ok) throw new Error(open.message)
		expect(open.value.message).toContain('Everyone who reaches')
		expect(open.value.message).toContain('only those who sign in')
		expect(open.value.address).toContain('127.0.0.1')
		await open.value.close()
	})
})

describe('listenRefusal()', () => {
	it('says what would do', () => {
		expect(listenRefusal('EADDRINUSE', '127.0.0.1', 3000)?.message).toContain('PORT=3001 npm start')
		expect(listenRefusal('EACCES', '127.0.0.1', 80)?.why).toBe('port-forbidden')
		expect(listenRefusal('EADDRNOTAVAIL', '10.1.2.3', 3000)?.message).toContain('"10.1.2.3"')
		expect(listenRefusal('ESOMETHING', '127.0.0.1', 3000)).toBeUndefined()
	})
})
