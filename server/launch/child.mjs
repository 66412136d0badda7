/**
 * One child process whose life is tied to ours: signals are passed on, its exit code becomes ours, and it never stays
 * behind. Node 20 has no `exec`, so a small parent remains.
 */
import { spawn } from 'node:child_process'

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
const PARENT_CHECK_MS = 500
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

/** @typedef {{ code: number, output: string }} Ended */

/**
 * Runs one program to its end. `tee` keeps a copy of what it prints to standard error.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, tee?: boolean, quiet?: boolean }} options
 * @returns {Promise<Ended>} code 127 when the program does not exist
 */
export function runToEnd(command, args, { cwd, env, tee = false, quiet = false }) {
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd,
			env: env ?? process.env,
			stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', tee ? 'pipe' : 'inherit'],
			shell: process.platform === 'win32'
		})
		let output = ''
		child.stdout?.on('data', (chunk) => (output += chunk))
		child.stderr?.on('data', (chunk) => {
			output += chunk
			if (!quiet) process.stderr.write(chunk)
		})
		const forget = passSignals((signal) => child.kill(signal))
		const end = (/** @type {number} */ code) => {
			forget()
			resolve({ code, output })
		}
		child.on('error', (error) => {
			output += String(error)
			end('code' in error && error.code === 'ENOENT' ? 127 : 1)
		})
		child.on('close', (code, signal) => end(code ?? exitCodeOf(signal)))
	})
}

/**
 * Runs programs side by side until the first of them ends, then stops the others; resolves to the first one's exit
 * code. The IPC channel tells a child when we die without a word (SIGKILL): see `server/main.ts`.
 *
 * @param {readonly { command: string, args: readonly string[], env?: NodeJS.ProcessEnv, ipc?: boolean }[]} programs
 * @param {string} cwd
 * @returns {Promise<number>}
 */
export function runTogether(programs, cwd) {
	return new Promise((resolve) => {
		const children = programs.map(({ command, args, env, ipc }) =>
			spawn(command, args, {
				cwd,
				env: env ?? process.env,
				stdio: ipc ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit'
			})
		)
		const stop = (/** @type {NodeJS.Signals} */ signal) => {
			for (const child of children) if (child.exitCode === null) child.kill(signal)
		}
		const forget = passSignals(stop)
		const watch = watchParent(() => stop('SIGTERM'))
		let running = children.length
		/** @type {number | undefined} */
		let first
		const ended = (/** @type {number} */ code) => {
			first ??= code
			running -= 1
			if (running > 0) return stop('SIGTERM')
			clearInterval(watch)
			forget()
			resolve(first)
		}
		for (const child of children) {
			child.on('error', () => ended(127))
			child.on('exit', (code, signal) => ended(code ?? exitCodeOf(signal)))
		}
	})
}

/** @param {NodeJS.Signals | null} signal */
const exitCodeOf = (signal) =>
	128 + (SIGNAL_NUMBERS[/** @type {keyof typeof SIGNAL_NUMBERS} */ (signal)] ?? 1)

/**
 * @param {(signal: NodeJS.Signals) => void} pass
 * @returns {() => void} takes the listeners away
 */
function passSignals(pass) {
	for (const signal of SIGNALS) process.on(signal, pass)
	return () => {
		for (const signal of SIGNALS) process.off(signal, pass)
	}
}

/**
 * npm runs a script through `sh`, and a `sh` that is told to end does not tell us. So under npm a parent that is gone
 * means the end; started by hand (`node … &`) it does not.
 *
 * @param {() => void} gone
 */
function watchParent(gone) {
	const parent = process.ppid
	const underNpm = process.env['npm_lifecycle_event'] !== undefined
	return setInterval(() => {
		if (underNpm && process.ppid !== parent) gone()
	}, PARENT_CHECK_MS)
}
