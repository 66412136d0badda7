/**
 * The server of the product as `server/main.ts` puts it together, on a free port, without page and accounts: the relay with
 * its log on disk, both transports, and every check of a connection; only that each connection is somebody who may everything.
 */
import { createApp } from '../../../server/app.ts'
import { listen } from '../../../server/http/listen.ts'
import { createOwnOrigin } from '../../../server/http/own-origin.ts'
import type { Gate } from '../../../server/relay/gate.ts'
import { createSync } from '../../../server/sync.ts'
import { tellUsage } from './peers/tell-usage.js'

const dataDir = process.argv[2]
if (!dataDir) throw new Error('Name the folder for what is to be kept')

let people = 0
const gate: Gate = {
	async identify() {
		people += 1
		return { member: `m${people}`, name: `Member ${people}`, session: `s${people}` }
	},
	accessTo: () => 'write',
	onchange: () => () => undefined
}
// The clients name an address each, as if they came through a proxy: else they would be one house with a thousand people.
const sync = await createSync({
	config: { dataDir, trustedProxies: 1 },
	people: { gate, ownOrigin: createOwnOrigin({ publicUrl: undefined }), busyCalendars: () => [] }
})
if (!sync.ok) throw new Error(sync.message)
const { upgrade, polling, counts, close } = sync.value
const app = createApp({ site: undefined, polling, counts })
const listening = await listen(app, { host: '127.0.0.1', port: 0, onupgrade: upgrade })
if (!listening.ok) throw new Error(listening.message)

tellUsage(async () => {
	await close()
	await listening.value.close()
})
process.send?.({ port: Number(new URL(listening.value.address).port) })
