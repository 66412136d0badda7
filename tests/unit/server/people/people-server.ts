/** Accounts and sharing as the server runs them, on a real file in a folder of their own; and browsers that ask them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { InvitationMade } from '#lib/core/account/invitation.ts'
import type { Me } from '#lib/core/account/person.ts'
import type { RefusalBody } from '#lib/core/account/refusal.ts'
import { createApp } from '../../../../server/app.ts'
import type { Config } from '../../../../server/config.ts'
import { createPeople, type People, type PeopleDeps } from '../../../../server/people.ts'

export interface Mail {
	readonly to: string
	readonly subject: string
	readonly text: string
}

export interface PeopleServer {
	readonly app: Hono
	readonly people: People
	readonly dataDir: string
	readonly mails: readonly Mail[]
	readonly logged: readonly string[]
	/** Goes on with `now`, for everything but the library's own clock. */
	pass(ms: number): void
	browser(options?: BrowserOptions): Browser
	/** A new process on the same files. */
	restart(): Promise<PeopleServer>
	stop(): Promise<void>
}

export interface ServerOptions {
	readonly config?: Partial<Config>
	readonly mail?: boolean
	readonly dataDir?: string
}

const SETTINGS: PeopleDeps['config'] = {
	dataDir: '',
	publicUrl: undefined,
	authSecret: undefined,
	trustedProxies: 0,
	google: undefined,
	microsoft: undefined,
	mail: undefined
}

export async function startPeople(options: ServerOptions = {}): Promise<PeopleServer> {
	const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'daybook-people-')))
	const mails: Mail[] = []
	const logged: string[] = []
	let passed = 0
	const made = await createPeople({
		config: { ...SETTINGS, ...options.config, dataDir },
		now: () => Date.now() + passed,
		log: (line) => void logged.push(line),
		...(options.mail && { sendMail: async (mail: Mail) => mails.push(mail) > 0 })
	})
	if (!made.ok) throw new Error(made.message)
	const people = made.value
	const app = createApp({ site: undefined, people: people.routes })
	return {
		app,
		people,
		dataDir,
		mails,
		logged,
		pass: (ms) => void (passed += ms),
		browser: (browser) => createBrowser(app, browser),
		async restart() {
			await people.close()
			return startPeople({ ...options, dataDir })
		},
		async stop() {
			await people.close()
			await rm(dataDir, { recursive: true })
		}
	}
}

export interface BrowserOptions {
	readonly origin?: string
	readonly address?: string
	readonly headers?: Readonly<Record<string, string>>
}

export interface Reply<Body> {
	readonly status: number
	readonly json: Body
	readonly headers: Headers
}

/** `Body` is what the test expects; without it, a refusal. */
export interface Browser {
	readonly cookies: Map<string, string>
	get<Body = RefusalBody>(path: string): Promise<Reply<Body>>
	post<Body = RefusalBody>(path: string, body?: unknown): Promise<Reply<Body>>
	send<Body = RefusalBody>(
		method: string,
		path: string,
		body?: unknown,
		headers?: Readonly<Record<string, string>>
	): Promise<Reply<Body>>
	/** As the relay sees it. */
	headers(): Headers
}

export function createBrowser(app: Pick<Hono, 'request'>, options: BrowserOptions = {}): Browser {
	const { origin = 'http://localhost:3000', address = '127.0.0.1' } = options
	const cookies = new Map<string, string>()
	const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

	const send: Browser['send'] = async <Body>(
		method: string,
		path: string,
		body?: unknown,
		headers: Readonly<Record<string, string>> = {}
	) => {
		const changes = method !== 'GET'
		const response = await app.request(
			`${origin}${path}`,
			{
				method,
				headers: {
					host: new URL(origin).host,
					...(changes && { origin }),
					...(body !== undefined && { 'content-type': 'application/json' }),
					...(cookies.size > 0 && { cookie: cookieHeader() }),
					...options.headers,
					...headers
				},
				...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
			},
			{ incoming: { socket: { remoteAddress: address } } }
		)
		for (const cookie of response.headers.getSetCookie()) keep(cookie)
		const text = await response.text()
		const isJson = text !== '' && response.headers.get('content-type')?.startsWith('application/json')
		return {
			status: response.status,
			json: (isJson ? JSON.parse(text) : text) as Body,
			headers: response.headers
		}
	}

	function keep(cookie: string) {
		const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
		if (value === '' || /max-age=0/i.test(cookie)) cookies.delete(name)
		else cookies.set(name, value)
	}

	return {
		cookies,
		get: <Body>(path: string) => send<Body>('GET', path),
		post: <Body>(path: string, body?: unknown) => send<Body>('POST', path, body),
		send,
		headers: () => new Headers({ cookie: cookieHeader(), host: new URL(origin).host })
	}
}

export const PASSWORD = 'a long enough password'

export const signUp = (browser: Browser, name: string, email = `${name.toLowerCase()}@example.org`) =>
	browser.post('/api/auth/sign-up/email', { name, email, password: PASSWORD })

export const signIn = (browser: Browser, email: string, password = PASSWORD) =>
	browser.post('/api/auth/sign-in/email', { email, password })

export const idOf = async (browser: Browser): Promise<string> =>
	(await browser.get<Me>('/api/me')).json.person.id

export const WORKSPACE = 'w0rkspace111'
export const SHARED = 'sharedca1111'
export const WORKSPACE_PATH = `/api/workspaces/${WORKSPACE}`

/** The founder, signed in, with a connected book: one shared calendar, and a personal one the server made. */
export async function foundBook(server: Pick<PeopleServer, 'browser'>): Promise<Browser> {
	const founder = server.browser()
	const signedUp = await signUp(founder, 'Ada')
	if (signedUp.status !== 200) throw new Error(JSON.stringify(signedUp.json))
	const connected = await founder.post('/api/workspaces', {
		id: WORKSPACE,
		name: 'Salon',
		calendars: [{ id: SHARED, kind: 'shared' }]
	})
	if (connected.status !== 200) throw new Error(JSON.stringify(connected.json))
	return founder
}

export async function inviteCode(by: Browser, asked: Record<string, unknown> = {}): Promise<string> {
	const asking = { role: 'member', uses: 'once', days: 7, ...asked }
	const made = await by.post<InvitationMade>(`${WORKSPACE_PATH}/invitations`, asking)
	if (made.status !== 200) throw new Error(JSON.stringify(made.json))
	return made.json.link.split('#')[1] ?? ''
}

/** A new account that came by an invitation. */
export async function joined(
	server: Pick<PeopleServer, 'browser'>,
	by: Browser,
	name: string,
	role = 'member'
): Promise<Browser> {
	const code = await inviteCode(by, { role })
	const browser = server.browser()
	await browser.post('/api/invitations/look', { code })
	const signedUp = await signUp(browser, name)
	if (signedUp.status !== 200) throw new Error(JSON.stringify(signedUp.json))
	return browser
}
