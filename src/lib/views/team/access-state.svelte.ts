/** Who may do what in one calendar. A change is shown at once, and taken back where the server refuses it. */
import type { Account, AccountRefusal } from '#lib/client/live/account.ts'
import { levelByRole, type CalendarKind, type Level } from '#lib/core/account/level.ts'
import type { AccessLine, AccessRequest } from '#lib/core/account/membership.ts'
import type { Refusal, Result } from '#lib/core/result.ts'

export class AccessState {
	lines: readonly AccessLine[] | undefined
	refusal: Refusal<AccountRefusal> | undefined
	readonly #account: Account
	readonly #calendar: string
	readonly #kind: CalendarKind

	constructor(account: Account, calendar: string, kind: CalendarKind) {
		this.#account = account
		this.#calendar = calendar
		this.#kind = kind
		this.lines = $state.raw()
		this.refusal = $state.raw()
	}

	async load(): Promise<void> {
		const answer = await this.#account.accessOf(this.#calendar)
		if (answer.ok) this.lines = answer.value
		this.refusal = answer.ok ? undefined : answer
	}

	async set(member: string, asked: AccessRequest['level']): Promise<Result<void, AccountRefusal>> {
		const before = this.lines
		this.lines = before?.map((line) => (line.member === member ? this.#with(line, asked) : line))
		const answer = await this.#account.setAccess(this.#calendar, member, asked)
		if (!answer.ok) {
			this.lines = before
			await this.load()
		} else if (member === this.#account.me?.id) await this.#account.refresh()
		return answer
	}

	#with(line: AccessLine, asked: AccessRequest['level']): AccessLine {
		if (asked !== 'by-role') return { ...line, granted: asked, level: asked }
		const level: Level = this.#kind === 'personal' ? 'none' : levelByRole(line.role)
		return { ...line, granted: undefined, level }
	}
}
