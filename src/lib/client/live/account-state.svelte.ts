/** The account on this device: asks the server, remembers who it was for the days without one. See `account.ts`. */
import type {
	InvitationMade,
	InvitationPreview,
	InvitationView,
	InviteRequest
} from '#lib/core/account/invitation.ts'
import type {
	AccessLine,
	AccessRequest,
	ConnectRequest,
	MemberView,
	ResetLink,
	RightsRecord,
	WorkspaceView
} from '#lib/core/account/membership.ts'
import type { Me, Person, ServerState, SessionView } from '#lib/core/account/person.ts'
import type { Role } from '#lib/core/account/role.ts'
import type { PasskeyView, ProviderAddress, SignInProvider } from '#lib/core/account/sign-in.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import type { TextStore } from '../stored-value.ts'
import { readRemembered, remember, type Remembered } from './account-memory.ts'
import type { Account, AccountBook, AccountRefusal, Answer, SessionState } from './account.ts'
import type { Http, Method } from './http.ts'
import type { Passkeys } from './passkeys.ts'

/** What the account needs of the device. */
export interface AccountHost {
	/** The open book as it would be registered; undefined where it cannot be. */
	openBook(): ConnectRequest | undefined
	isOnDevice(workspace: WorkspaceId): boolean
	/** The open book belongs to the account from now on. */
	adopt(workspace: WorkspaceId, account: string): Promise<void>
	/** Brings it to this device and opens it. */
	fetch(view: WorkspaceView, account: string): Promise<Result<WorkspaceId, 'offline'>>
	unsynced(): Promise<number>
	/** Every book that is connected goes from the device. */
	forgetBooks(only?: WorkspaceId): Promise<void>
	/** Somebody is signed in: connections that were turned away may try again. */
	signedIn(): void
	/** What this person may see may have changed. */
	rightsChanged(): void
}

export interface AccountOptions {
	readonly http: Http
	readonly host: AccountHost
	readonly store: TextStore | undefined
	readonly passkeys: Passkeys
	/** Leaves the page for a provider's. */
	readonly goTo: (address: string) => void
}

const OTHER_PERSON = refuse('other-person' as const, 'The books on this device are of somebody else')
const NO_BOOK = refuse('no-book' as const, 'This book is a demo, or none is open: it cannot be connected')

export class AccountState implements Account {
	readonly #options: AccountOptions
	#session: SessionState
	#remembered: Remembered | undefined
	#server: ServerState | undefined
	readonly #books: readonly AccountBook[]

	constructor(options: AccountOptions) {
		this.#options = options
		const remembered = readRemembered(options.store)
		this.#session = $state(remembered ? 'signed-in' : 'unknown')
		this.#remembered = $state.raw(remembered)
		this.#server = $state.raw()
		this.#books = $derived(
			(this.#remembered?.workspaces ?? [])
				.map((view) => ({ ...view, onThisDevice: options.host.isOnDevice(view.id) }))
				.sort((a, b) => a.name.localeCompare(b.name))
		)
	}

	get session(): SessionState {
		return this.#session
	}

	get me(): Person | undefined {
		return this.#remembered?.person
	}

	get server(): ServerState | undefined {
		return this.#server
	}

	get books(): readonly AccountBook[] {
		return this.#books
	}

	get book(): AccountBook | undefined {
		const id = this.#options.host.openBook()?.id
		return this.#books.find((book) => book.id === id)
	}

	async refresh(): Promise<void> {
		const [server, me] = await Promise.all([
			this.#call<ServerState>('GET', '/api/server'),
			this.#call<Me>('GET', '/api/me')
		])
		if (server.ok) this.#server = server.value
		if (me.ok) await this.#admit(me.value)
		else if (me.why === 'signed-out') this.#session = this.#remembered ? 'expired' : 'signed-out'
	}

	#take(next: Remembered) {
		const wasIn = this.#session === 'signed-in' && this.#remembered?.person.id === next.person.id
		this.#remembered = next
		remember(this.#options.store, next)
		this.#session = 'signed-in'
		if (!wasIn) this.#options.host.signedIn()
		this.#options.host.rightsChanged()
	}

	/** A session can end at any call: it is noticed wherever it shows. */
	async #call<Value = unknown>(method: Method, path: string, body?: object): Answer<Value> {
		const answer = await this.#options.http<Value>(method, path, body)
		if (!answer.ok && answer.why === 'signed-out' && this.#session === 'signed-in') this.#session = 'expired'
		return answer
	}

	async #done(method: Method, path: string, body?: object): Answer {
		const answer = await this.#call(method, path, body)
		return answer.ok ? ok(undefined) : answer
	}

	/** After a way in: who it is. */
	async #enter(path: string, body: object): Answer {
		const done = await this.#done('POST', path, body)
		if (!done.ok) return done
		const me = await this.#call<Me>('GET', '/api/me')
		if (!me.ok) return me
		const admitted = await this.#admit(me.value)
		if (admitted.ok) void this.refresh()
		return admitted
	}

	/**
	 * Nobody comes in beside the books of somebody else: what waits in those would go to the server as theirs. Who it was
	 * is asked of the store: they may have signed out in another tab.
	 */
	async #admit({ person, workspaces }: Me): Answer {
		const before = readRemembered(this.#options.store)
		const isTaken = before?.workspaces.some(({ id }) => this.#options.host.isOnDevice(id)) ?? false
		if (isTaken && before?.person.id !== person.id) {
			await this.#options.http('POST', '/api/auth/sign-out', {})
			this.#session = 'expired'
			return OTHER_PERSON
		}
		this.#take({ person, workspaces })
		return ok(undefined)
	}

	signUp(person: { readonly name: string; readonly email: string; readonly password: string }): Answer {
		return this.#enter('/api/auth/sign-up/email', person)
	}

	signIn(person: { readonly email: string; readonly password: string }): Answer {
		return this.#enter('/api/auth/sign-in/email', { ...person, rememberMe: true })
	}

	async signInWithPasskey(): Answer {
		const asked = await this.#call('GET', '/api/auth/passkey/generate-authenticate-options')
		const response = asked.ok ? await this.#options.passkeys.get(asked.value) : asked
		if (!response.ok) return response
		return this.#enter('/api/auth/passkey/verify-authentication', { response: response.value })
	}

	async signInWith(provider: SignInProvider, returnTo: string): Answer {
		const asked = await this.#call<ProviderAddress>('POST', '/api/auth/sign-in/social', {
			provider,
			callbackURL: returnTo,
			errorCallbackURL: returnTo
		})
		if (!asked.ok) return asked
		this.#options.goTo(asked.value.url)
		return ok(undefined)
	}

	askForReset(email: string): Answer {
		return this.#done('POST', '/api/auth/request-password-reset', { email })
	}

	resetPassword(token: string, newPassword: string): Answer {
		return this.#done('POST', '/api/auth/reset-password', { token, newPassword })
	}

	changePassword(currentPassword: string, newPassword: string): Answer {
		return this.#done('POST', '/api/auth/change-password', { currentPassword, newPassword })
	}

	async rename(name: string): Answer {
		const done = await this.#done('POST', '/api/auth/update-user', { name })
		if (done.ok) await this.refresh()
		return done
	}

	unsynced(): Promise<number> {
		return this.#options.host.unsynced()
	}

	async signOut(): Promise<void> {
		await this.#done('POST', '/api/auth/sign-out', {})
		await this.#options.host.forgetBooks()
		this.#remembered = undefined
		remember(this.#options.store, undefined)
		this.#session = 'signed-out'
	}

	sessions(): Answer<readonly SessionView[]> {
		return this.#call('GET', '/api/me/sessions')
	}

	endSession(id: string): Answer {
		return this.#done('DELETE', `/api/me/sessions/${encodeURIComponent(id)}`)
	}

	endOtherSessions(): Answer {
		return this.#done('DELETE', '/api/me/sessions')
	}

	passkeys(): Answer<readonly PasskeyView[]> {
		return this.#call('GET', '/api/auth/passkey/list-user-passkeys')
	}

	async addPasskey(name: string): Answer {
		const asked = await this.#call('GET', '/api/auth/passkey/generate-register-options')
		const response = asked.ok ? await this.#options.passkeys.create(asked.value) : asked
		if (!response.ok) return response
		return this.#done('POST', '/api/auth/passkey/verify-registration', { response: response.value, name })
	}

	removePasskey(id: string): Answer {
		return this.#done('POST', '/api/auth/passkey/delete-passkey', { id })
	}

	async connect(): Answer {
		const { host } = this.#options
		const account = this.me?.id
		const asked = host.openBook()
		if (!asked) return NO_BOOK
		if (account === undefined) return refuse('signed-out', 'Sign in to connect this book')
		const done = await this.#done('POST', '/api/workspaces', asked)
		if (!done.ok) return done
		await host.adopt(asked.id, account)
		await this.refresh()
		return ok(undefined)
	}

	async open(workspace: WorkspaceId): Answer {
		const view = this.#remembered?.workspaces.find(({ id }) => id === workspace)
		const opened = view ? await this.#fetch(view) : notFound()
		return opened.ok ? ok(undefined) : opened
	}

	async #fetch(view: WorkspaceView): Promise<Result<WorkspaceId, AccountRefusal>> {
		const account = this.me?.id
		if (account === undefined) return refuse('signed-out', 'Sign in to open this book')
		return this.#options.host.fetch(view, account)
	}

	/** Of the open book: a path below it. */
	#path(rest: string): string {
		return `/api/workspaces/${encodeURIComponent(this.#options.host.openBook()?.id ?? '')}${rest}`
	}

	members(): Answer<readonly MemberView[]> {
		return this.#call('GET', this.#path('/members'))
	}

	changeRole(member: string, role: Role): Answer {
		return this.#done('PATCH', this.#path(`/members/${encodeURIComponent(member)}`), { role })
	}

	async removeMember(member: string): Answer {
		const id = this.#options.host.openBook()?.id
		const done = await this.#done('DELETE', this.#path(`/members/${encodeURIComponent(member)}`))
		if (done.ok && member === this.me?.id && id !== undefined) await this.#options.host.forgetBooks(id)
		return done
	}

	async makeOwner(member: string): Answer {
		const done = await this.#done('POST', this.#path('/owner'), { member })
		if (done.ok) await this.refresh()
		return done
	}

	resetLink(member: string): Answer<ResetLink> {
		return this.#call('POST', this.#path(`/members/${encodeURIComponent(member)}/reset`), {})
	}

	accessOf(calendar: string): Answer<readonly AccessLine[]> {
		return this.#call('GET', this.#path(`/calendars/${encodeURIComponent(calendar)}/access`))
	}

	setAccess(calendar: string, member: string, level: AccessRequest['level']): Answer {
		const path = `/calendars/${encodeURIComponent(calendar)}/access/${encodeURIComponent(member)}`
		return this.#done('PUT', this.#path(path), { level })
	}

	rightsChanges(before?: number): Answer<readonly RightsRecord[]> {
		return this.#call('GET', this.#path(`/changes${before === undefined ? '' : `?before=${before}`}`))
	}

	invitations(): Answer<readonly InvitationView[]> {
		return this.#call('GET', this.#path('/invitations'))
	}

	invite(asked: InviteRequest): Answer<InvitationMade> {
		return this.#call('POST', this.#path('/invitations'), asked)
	}

	revokeInvitation(id: string): Answer {
		return this.#done('DELETE', this.#path(`/invitations/${encodeURIComponent(id)}`))
	}

	lookAtInvitation(code: string): Answer<InvitationPreview> {
		return this.#call('POST', '/api/invitations/look', { code })
	}

	async acceptInvitation(code: string): Answer<WorkspaceId> {
		const view = await this.#call<WorkspaceView>('POST', '/api/invitations/accept', { code })
		if (!view.ok) return view
		await this.refresh()
		return this.#fetch(view.value)
	}
}

const notFound = () => refuse('not-found' as const, 'This book is not (or no longer) one of your account')
