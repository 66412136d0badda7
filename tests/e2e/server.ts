/** The real server as a child of the test, on a port and a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/programs.ts'

export interface TestServer {
	readonly address: string
	/** Gone without a word, as by a power cut; or by another signal. */
	readonly stop: (signal?: NodeJS.Signals) => Promise<void>
	/** Again on the same port and folder; `buildDir` serves another build. */
	readonly start: (buildDir?: string) => Promise<void>
	/** For good: what it kept goes too. */
	readonly end: () => Promise<void>
}

const ADDRESS = /http:\/\/\S+/

export async function startServer(buildDir?: string): Promise<TestServer> {
	const folder = await mkdtemp(join(tmpdir(), 'daybook-'))
	let { child, address } = await launch('0', folder, buildDir)
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
		stop,
		start: async (otherBuild) => {
			;({ child, address } = await launch(port, folder, otherBuild ?? buildDir))
		},
		end: async () => {
			await stop()
			await rm(folder, { recursive: true, force: true })
		}
	}
}

function launch(
	port: string,
	folder: string,
	buildDir: string | undefined
): Promise<{ child: ChildProcess; address: string }> {
	const env = {
		...process.env,
		PORT: port,
		HOST: '127.0.0.1',
		DATA_DIR: folder,
		...(buildDir ? { BUILD_DIR: buildDir } : {})
	}
	const child = spawn(process.execPath, ['server/main.ts'], {
		cwd: ROOT,
		env,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc']
	})
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
