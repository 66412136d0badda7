/** The real server as a child of the test, on a port and a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../support/programs.ts'

export interface TestServer {
	readonly address: string
	/** Where it keeps everything. */
	readonly folder: string
	/** Of the last start. */
	readonly process: ChildProcess
	/** What it wrote to standard error since the first start, line by line. */
	readonly complaints: readonly string[]
	/** Gone without a word, as by a power cut; or by another signal. */
	readonly stop: (signal?: NodeJS.Signals) => Promise<void>
	/** Again on the same port and folder; `buildDir` serves another build. */
	readonly start: (buildDir?: string) => Promise<void>
	/** For good: what it kept goes too. */
	readonly end: () => Promise<void>
}

export interface TestServerOptions {
	/** Laid over ours. */
	readonly env?: Readonly<Record<string, string>>
	/** For Node, before the program. */
	readonly nodeArgs?: readonly string[]
}

const ADDRESS = /http:\/\/\S+/

export async function startServer(
	buildDir?: string,
	{ env = {}, nodeArgs = [] }: TestServerOptions = {}
): Promise<TestServer> {
	const folder = await mkdtemp(join(tmpdir(), 'daybook-'))
	const complaints: string[] = []
	const start = (port: string, build: string | undefined) =>
		launch({
			env: { ...env, PORT: port, HOST: '127.0.0.1', DATA_DIR: folder, ...(build && { BUILD_DIR: build }) },
			nodeArgs,
			oncomplaint: (line) => void complaints.push(line)
		})
	let { child, address } = await start('0', buildDir)
	const { port } = new URL(address)
	const stop = async (signal: NodeJS.Signals = 'SIGKILL') => {
		if (child.exitCode !== null || child.signalCode !== null) return
		const gone = once(child, 'exit')
		child.kill(signal)
		await gone
	}
	return {
		get address() {
			return address
		},
		folder,
		get process() {
			return child
		},
		complaints,
		stop,
		start: async (otherBuild) => {
			;({ child, address } = await start(port, otherBuild ?? buildDir))
		},
		end: async () => {
			await stop()
			await rm(folder, { recursive: true, force: true })
		}
	}
}

interface Launch extends Required<TestServerOptions> {
	readonly oncomplaint: (line: string) => void
}

function launch({
	env,
	nodeArgs,
	oncomplaint
}: Launch): Promise<{ readonly child: ChildProcess; readonly address: string }> {
	const child = spawn(process.execPath, [...nodeArgs, 'server/main.ts'], {
		cwd: ROOT,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe', 'ipc']
	})
	if (child.stderr) createInterface(child.stderr).on('line', oncomplaint)
	return new Promise((resolve, reject) => {
		let words = ''
		const listen = (chunk: Buffer) => {
			words += String(chunk)
			const address = ADDRESS.exec(words)?.[0]
			if (address) resolve({ child, address })
		}
		child.stdout?.on('data', listen)
		child.stderr?.on('data', listen)
		child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${words}`)))
	})
}
