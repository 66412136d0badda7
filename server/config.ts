/** The settings of the server. The only file that reads the environment. */
import { fileURLToPath } from 'node:url'
import { ok, refuse, type Result } from '#lib/core/result.ts'

export interface Config {
	/** The address to listen on. Loopback unless told otherwise: there are no accounts yet. */
	readonly host: string
	/** 0: any free port. */
	readonly port: number
	/** The built page. */
	readonly buildDir: string
}

export type Environment = Readonly<Record<string, string | undefined>>

const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_PORT = 3000
const HIGHEST_PORT = 65_535
const BUILD_DIR = fileURLToPath(new URL('../build', import.meta.url))

/** Every bad value is named in one message, so that a second start is enough. Empty values count as absent. */
export function readConfig(env: Environment = process.env): Result<Config, 'bad-settings'> {
	const complaints: string[] = []
	const port = readPort(env['PORT'], complaints)
	const host = readHost(env['HOST'], complaints)
	if (complaints.length > 0) {
		const list = complaints.map((complaint) => `  - ${complaint}`).join('\n')
		return refuse('bad-settings', `Daybook cannot start with these settings:\n${list}`)
	}
	return ok({ host, port, buildDir: env['BUILD_DIR'] || BUILD_DIR })
}

function readPort(text: string | undefined, complaints: string[]): number {
	if (!text) return DEFAULT_PORT
	if (/^\d{1,5}$/.test(text) && Number(text) <= HIGHEST_PORT) return Number(text)
	complaints.push(`PORT is "${text}": give a whole number from 1 to ${HIGHEST_PORT}, or 0 for any free one`)
	return DEFAULT_PORT
}

function readHost(text: string | undefined, complaints: string[]): string {
	if (!text) return DEFAULT_HOST
	if (/^[\w.:-]+$/.test(text)) return text
	complaints.push(`HOST is "${text}": give a host name or an address, such as 127.0.0.1`)
	return DEFAULT_HOST
}
