/** What the panel "Connection" says: how the book is connected, in one head and one sentence. */
import type { Connection, Transport } from '#lib/client/live/live.ts'

export interface ConnectionWords {
	readonly head: string
	readonly text: string
}

export function sayConnection(connection: Connection, transport: Transport | undefined): ConnectionWords {
	switch (connection) {
		case 'none':
			return {
				head: 'On this device only',
				text: 'This book has no server. Share it with your team, and every device sees every change.'
			}
		case 'connecting':
			return { head: 'Connecting…', text: 'Everything works meanwhile and is saved on this device.' }
		case 'live':
			return transport === 'polling'
				? {
						head: 'Connected by HTTP: WebSockets are blocked here',
						text: 'Changes go to and fro a little slower. The faster way is tried again by itself.'
					}
				: { head: 'Connected', text: 'The others see your changes at once, and you see theirs.' }
		case 'offline':
			return {
				head: 'No connection to the server',
				text: 'Everything works and is saved on this device. It goes on by itself when the server is back.'
			}
		case 'signed-out':
			return {
				head: 'Signed out',
				text: 'Everything works and is saved on this device. Sign in again to send it to the others.'
			}
		case 'forbidden':
			return {
				head: 'You have no access to this book any more',
				text: 'What you did stays on this device and is not sent. Ask whoever owns the book.'
			}
		case 'too-old':
			return {
				head: 'This page is older than the server',
				text: 'Reload it to connect again. What you typed is kept.'
			}
		default:
			return connection satisfies never
	}
}
