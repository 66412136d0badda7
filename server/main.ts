/** The composition root: reads the settings, makes the parts, listens, and ends in order. */
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { listen } from './http/listen.ts'
import { loadSite } from './http/site.ts'
import { createPeople } from './people.ts'
import { lockFolder } from './storage/folder-lock.ts'
import { createSync } from './sync.ts'

const config = readConfig()
if (!config.ok) {
	console.error(config.message)
	process.exit(1)
}
const lock = lockFolder(config.value.dataDir)
if (!lock.ok) {
	console.error(lock.message)
	process.exit(1)
}
const people = await createPeople({ config: config.value })
if (!people.ok) {
	console.error(people.message)
	process.exit(1)
}
const sync = await createSync({ config: config.value, people: people.value })
if (!sync.ok) {
	console.error(sync.message)
	process.exit(1)
}
const app = createApp({
	site: await loadSite(config.value.buildDir),
	people: people.value.routes,
	polling: sync.value.polling,
	counts: sync.value.counts,
	https: config.value.publicUrl?.startsWith('https:') ?? false
})
const listening = await listen(app, { ...config.value, onupgrade: sync.value.upgrade })
if (!listening.ok) {
	console.error(listening.message)
	process.exit(1)
}
console.log(listening.value.message)
console.log(`Accounts and shared books are kept in ${config.value.dataDir}`)

async function end() {
	if (!listening.ok) return
	// First: devices are told what is stored before anything they ask for goes away.
	if (sync.ok) await sync.value.close()
	await listening.value.close()
	if (people.ok) await people.value.close()
	if (lock.ok) lock.value.release()
	process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end())
// The launcher holds the other end of this channel: when it is killed, nothing stays behind.
process.once('disconnect', () => void end())
