/** The settings of the server. The only file that reads the environment. */
import { fileURLToPath } from 'node:url'
import { ok, refuse, type Result } from '#lib/core/result.ts'

export interface Config {
	/** The address to listen on. Loopback unless told otherwise. */
	readonly host: string
	/** 0: any free port. */
	readonly port: number
	/** The built page. */
	readonly buildDir: string
	/** Accounts, rights and rooms: everything that a backup needs. */
	readonly dataDir: string
	/** The origin people open, such as `https://book.example.org`. Undefined: the names of this machine on its network. */
	readonly publicUrl: string | undefined
	/** Undefined: one is drawn and kept in `dataDir`. */
	readonly authSecret: string | undefined
	/** How many proxies of ours stand in front and append to X-Forwarded-For. */
	readonly trustedProxies: number
	readonly google: ProviderConfig | undefined
	readonly microsoft: (ProviderConfig & { readonly tenant: string }) | undefined
	readonly mail: MailConfig | undefined
}

export interface ProviderConfig {
	readonly clientId: string
	readonly clientSecret: string
}

export interface MailConfig {
	/** `smtp://…` or `smtps://…`, with name and password where the mail server wants them. */
	readonly url: string
	/** The sender: an address, or a name with one in angle brackets. */
	readonly from: string
}

export type Environment = Readonly<Record<string, string | undefined>>

const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_PORT = 3000
const HIGHEST_PORT = 65_535
const MOST_PROXIES = 10
const SHORTEST_SECRET = 32
const BUILD_DIR = fileURLToPath(new URL('../build', import.meta.url))
const DATA_DIR = fileURLToPath(new URL('../data', import.meta.url))

/** Every bad value is named in one message, so that a second start is enough. Empty values count as absent. */
export function readConfig(env: Environment = process.env): Result<Config, 'bad-settings'> {
	const reader = createReader(env)
	const publicUrl = reader.read(
		'PUBLIC_URL',
		origin,
		'give the address people open, such as https://book.example.org'
	)
	const config: Config = {
		host: reader.read('HOST', host, 'give a host name or an address, such as 127.0.0.1') ?? DEFAULT_HOST,
		port:
			reader.read(
				'PORT',
				whole(HIGHEST_PORT),
				`give a whole number from 1 to ${HIGHEST_PORT}, or 0 for any free one`
			) ?? DEFAULT_PORT,
		buildDir: env['BUILD_DIR'] || BUILD_DIR,
		dataDir: env['DATA_DIR'] || DATA_DIR,
		publicUrl,
		authSecret: reader.readSecret(
			'AUTH_SECRET',
			secret,
			`give at least ${SHORTEST_SECRET} random characters`
		),
		trustedProxies:
			reader.read(
				'TRUST_PROXY',
				whole(MOST_PROXIES),
				`give the number of proxies in front, 0 to ${MOST_PROXIES}`
			) ?? 0,
		google: readProvider(reader, 'GOOGLE', publicUrl),
		microsoft: readMicrosoft(reader, publicUrl),
		mail: readMail(reader, publicUrl)
	}
	if (reader.complaints.length === 0) return ok(config)
	const list = reader.complaints.map((complaint) => `  - ${complaint}`).join('\n')
	return refuse('bad-settings', `Daybook cannot start with these settings:\n${list}`)
}

type Parse<Value> = (text: string) => Value | undefined

interface Reader {
	readonly complaints: string[]
	read<Value>(name: string, parse: Parse<Value>, advice: string): Value | undefined
	/** Its value is never said. */
	readSecret(name: string, parse: Parse<string>, advice: string): string | undefined
}

function createReader(env: Environment): Reader {
	const complaints: string[] = []
	function readAs<Value>(name: string, parse: Parse<Value>, complaint: (text: string) => string) {
		const text = env[name]
		if (!text) return undefined
		const value = parse(text)
		if (value === undefined) complaints.push(complaint(text))
		return value
	}
	return {
		complaints,
		read: (name, parse, advice) => readAs(name, parse, (text) => `${name} is "${text}": ${advice}`),
		readSecret: (name, parse, advice) => readAs(name, parse, () => `${name} cannot be taken: ${advice}`)
	}
}

const whole =
	(highest: number): Parse<number> =>
	(text) =>
		/^\d{1,5}$/.test(text) && Number(text) <= highest ? Number(text) : undefined
const host: Parse<string> = (text) => (/^[\w.:-]+$/.test(text) ? text : undefined)
const secret: Parse<string> = (text) => (text.length >= SHORTEST_SECRET ? text : undefined)
const given: Parse<string> = (text) => (/^\S+$/.test(text) ? text : undefined)

/** Scheme, host and port, in the one way they are written; nothing behind. */
function origin(text: string): string | undefined {
	if (!URL.canParse(text)) return undefined
	const url = new URL(text)
	const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
	return isBare && /^https?:$/.test(url.protocol) ? url.origin : undefined
}

function readProvider(
	reader: Reader,
	name: string,
	publicUrl: string | undefined
): ProviderConfig | undefined {
	const [idName, secretName] = [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`] as const
	const clientId = reader.read(idName, given, 'give it without spaces')
	const clientSecret = reader.readSecret(secretName, given, 'give it without spaces')
	if (clientId === undefined && clientSecret === undefined) return undefined
	if (clientId === undefined) reader.complaints.push(`${idName} is missing beside ${secretName}`)
	else if (clientSecret === undefined) reader.complaints.push(`${secretName} is missing beside ${idName}`)
	else if (publicUrl === undefined)
		reader.complaints.push(`PUBLIC_URL is missing beside ${idName}: the provider sends people back there`)
	else return { clientId, clientSecret }
	return undefined
}

function readMicrosoft(reader: Reader, publicUrl: string | undefined): Config['microsoft'] {
	// "common" takes work, school and private accounts of anybody; a business may name its own directory.
	const tenant = reader.read('MICROSOFT_TENANT', tenantName, 'give the id or the domain of your directory')
	const provider = readProvider(reader, 'MICROSOFT', publicUrl)
	return provider && { ...provider, tenant: tenant ?? 'common' }
}

const tenantName: Parse<string> = (text) => (/^[\w.-]+$/.test(text) ? text : undefined)

function readMail(reader: Reader, publicUrl: string | undefined): MailConfig | undefined {
	const url = reader.readSecret('SMTP_URL', smtp, 'give it as smtps://name:password@mail.example.org')
	const from = reader.read('MAIL_FROM', sender, 'give an address, or Name <address>')
	if (url === undefined) return undefined
	if (from === undefined) reader.complaints.push('MAIL_FROM is missing beside SMTP_URL: mails need a sender')
	else if (publicUrl === undefined)
		reader.complaints.push('PUBLIC_URL is missing beside SMTP_URL: the links in mails begin with it')
	else return { url, from }
	return undefined
}

const smtp: Parse<string> = (text) =>
	URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== ''
		? text
		: undefined
const ADDRESS = /^[^\s<>@"]+@[^\s<>@"]+$/
function sender(text: string): string | undefined {
	const [, name, address] = /^([^<>"\r\n]*)<([^<>]+)>$/.exec(text) ?? []
	return ADDRESS.test(address ?? text) && name !== '' ? text : undefined
}
