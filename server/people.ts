/** Brings accounts and sharing together: their file, their routes, and the gate that the relay asks. */
import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { ok, type Result } from '#lib/core/result.ts'
import type { SendMail } from './accounts/accounts.ts'
import { createAccounts } from './accounts/create-accounts.ts'
import { createMailer } from './accounts/mailer.ts'
import { openPeopleFile } from './accounts/people-file.ts'
import { readSecret } from './accounts/secret-file.ts'
import type { Config } from './config.ts'
import { refuse } from './http/answer.ts'
import { apiGuard } from './http/api-guard.ts'
import { authRoutes } from './http/auth-routes.ts'
import { createClientAddress } from './http/client-address.ts'
import { createInvitationCookie } from './http/invitation-cookie.ts'
import { invitationRoutes } from './http/invitation-routes.ts'
import { meRoutes, serverRoutes } from './http/me-routes.ts'
import { createOwnOrigin, type OwnOrigin } from './http/own-origin.ts'
import { createRateLimits } from './http/rate-limit.ts'
import { workspaceRoutes } from './http/workspace-routes.ts'
import type { Gate } from './relay/gate.ts'
import { createSharing } from './sharing/create-sharing.ts'
import type { Sharing } from './sharing/sharing.ts'
import type { SharingTables } from './sharing/tables.ts'

export interface PeopleDeps {
	readonly config: Pick<
		Config,
		'dataDir' | 'publicUrl' | 'authSecret' | 'trustedProxies' | 'google' | 'microsoft' | 'mail'
	>
	/** Milliseconds since the epoch. The library of accounts has a clock of its own. */
	readonly now?: () => number
	/** Default: the mail server of the settings. */
	readonly sendMail?: SendMail
	readonly log?: (line: string) => void
}

export interface People {
	/** `/api/server`, `/api/me`, `/api/auth`, `/api/workspaces`, `/api/invitations`, with their whole paths. */
	readonly routes: Hono
	readonly gate: Gate
	/** For the upgrade of a WebSocket and for polling. */
	readonly ownOrigin: OwnOrigin
	/** Rights by person and calendar, from memory. */
	readonly levelOf: Sharing['levelOf']
	/** Calendars of which somebody knows the busy times only. */
	readonly busyCalendars: Sharing['busyCalendars']
	close(): Promise<void>
}

export async function createPeople(deps: PeopleDeps): Promise<Result<People, 'no-data-dir' | 'bad-secret'>> {
	const { config, now = Date.now, log = console.error } = deps
	const { dataDir, publicUrl, mail } = config
	const secret = readSecret(dataDir, config.authSecret)
	if (!secret.ok) return secret
	const file = openPeopleFile(dataDir)
	if (!file.ok) return file
	const db = file.value
	const sendMail = deps.sendMail ?? (mail && createMailer({ ...mail, log }))

	const sharing: Sharing = await createSharing({
		db: db.withTables<SharingTables>(),
		now,
		randomBytes,
		people: (ids) => accounts.people(ids),
		sendMail
	})
	const accounts = await createAccounts({
		db,
		secret: secret.value,
		publicUrl,
		google: config.google,
		microsoft: config.microsoft,
		log,
		sendMail,
		now,
		admissions: {
			async invitation(code) {
				const found = await sharing.look(code)
				return found.ok ? { email: found.value.email } : undefined
			},
			join: async (code, person) => void (await sharing.accept(person, code))
		}
	})

	const ownOrigin = createOwnOrigin({ publicUrl })
	const limits = createRateLimits(now)
	const clientAddress = createClientAddress(config.trustedProxies)
	const cookie = createInvitationCookie({ secure: publicUrl?.startsWith('https:') ?? false })
	const offers = {
		google: config.google !== undefined,
		microsoft: config.microsoft !== undefined,
		mail: sendMail !== undefined
	}
	const edge = { accounts, sharing, ownOrigin, limits, clientAddress, cookie }
	const routes = new Hono()
	for (const guard of apiGuard(edge)) routes.use('/api/*', guard)
	routes.route('/api/server', serverRoutes({ ...edge, offers }))
	routes.route('/api/me', meRoutes(edge))
	routes.route('/api/auth', authRoutes(edge))
	routes.route('/api/workspaces', workspaceRoutes(edge))
	routes.route('/api/invitations', invitationRoutes(edge))
	routes.onError((error, c) => {
		log(`people: ${error.stack ?? error.message}`)
		return refuse(c, 'failed')
	})

	const gate: Gate = {
		async identify(headers) {
			const person = await accounts.identify(headers)
			return person && { member: person.id, name: person.name, session: person.session }
		},
		accessTo: (identity, room) => sharing.accessTo(identity.member, room),
		onchange(listener) {
			const ends = [
				sharing.onchange((member) => listener({ member })),
				accounts.onchange(({ person, session, ended }) =>
					listener(session === undefined ? { member: person } : { session, ended })
				)
			]
			return () => ends.forEach((end) => end())
		}
	}

	return ok({
		routes,
		gate,
		ownOrigin,
		levelOf: sharing.levelOf,
		busyCalendars: sharing.busyCalendars,
		async close() {
			accounts.close()
			await db.destroy()
		}
	})
}
