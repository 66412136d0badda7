import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createMailer } from '../../../server/accounts/mailer.ts'

let server: Server | undefined
afterEach(() => new Promise<void>((done) => (server?.listening ? server.close(() => done()) : done())))

/** As much of RFC 5321 as one mail takes. */
async function startSmtp(answerToRecipient = '250 ok') {
	const received: string[] = []
	server = createServer((socket) => {
		let inText = false
		socket.write('220 mail.example.org\r\n')
		socket.on('data', (bytes) => {
			const text = bytes.toString()
			received.push(text)
			if (inText) {
				if (!text.endsWith('\r\n.\r\n')) return
				inText = false
				return void socket.write('250 taken\r\n')
			}
			const command = text.slice(0, 4).toUpperCase()
			inText = command === 'DATA'
			if (command === 'QUIT') return void socket.end('221 bye\r\n')
			const answers: Record<string, string> = { DATA: '354 go on', RCPT: answerToRecipient }
			socket.write(`${answers[command] ?? '250 ok'}\r\n`)
		})
	})
	await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready))
	return { port: (server.address() as AddressInfo).port, received }
}

const MAIL = {
	to: 'ben@example.org',
	subject: 'Come in',
	text: 'Here is the link:\nhttp://localhost/join#abc'
}

it('hands a mail to the mail server', async () => {
	const { port, received } = await startSmtp()
	const log: string[] = []
	const send = createMailer({
		url: `smtp://127.0.0.1:${port}`,
		from: 'Book <book@example.org>',
		log: (line) => void log.push(line)
	})
	expect(await send(MAIL)).toBe(true)
	const all = received.join('')
	expect(all).toContain('MAIL FROM:<book@example.org>')
	expect(all).toContain('RCPT TO:<ben@example.org>')
	expect(all).toContain('Subject: Come in')
	expect(all).toContain('http://localhost/join#abc')
	expect(log).toEqual([])
})

it('says when it could not, without what was in it', async () => {
	const { port } = await startSmtp('550 no such person')
	const log: string[] = []
	const send = (at: number) =>
		createMailer({
			url: `smtp://me:hunter2@127.0.0.1:${at}`,
			from: 'book@example.org',
			log: (line) => void log.push(line)
		})(MAIL)
	expect(await send(port)).toBe(false)
	expect(await send(1)).toBe(false)
	expect(log).toHaveLength(2)
	expect(log.join()).not.toMatch(/hunter2|join#|ben@/)
})
