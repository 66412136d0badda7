/** What the rest of the server may ask of sharing: the port. Made by `create-sharing.ts`. */
import type {
	InvitationMade,
	InvitationPreview,
	InvitationView,
	InviteRequest
} from '#lib/core/account/invitation.ts'
import type { Level } from '#lib/core/account/level.ts'
import type {
	AccessLine,
	AccessRequest,
	ConnectRequest,
	MemberView,
	NewCalendar,
	RightsRecord,
	WorkspaceView
} from '#lib/core/account/membership.ts'
import type { ApiRefusal } from '#lib/core/account/refusal.ts'
import type { Role } from '#lib/core/account/role.ts'
import type { RoomAccess } from '#lib/core/account/room-rights.ts'
import type { Result } from '#lib/core/result.ts'

/** The signed-in person who asks. */
export interface Actor {
	readonly id: string
	readonly name: string
	/** Lower case. */
	readonly email: string
}

export type Answer<Value> = Result<Value, ApiRefusal>

/** Every question is answered by the rights of the actor; what is not theirs to see is `not-found`. */
export interface Sharing {
	/** From memory, for every update of every connection. Unknown people and rooms: none. */
	accessTo(person: string, room: string): RoomAccess
	levelOf(person: string, calendar: string): Level
	/** Calendars in which at least one person has the level `busy`. */
	busyCalendars(): readonly string[]
	/** Somebody's rights changed: told after the change is on disk. Returns the way to stop listening. */
	onchange(listener: (person: string) => void): () => void

	workspacesOf(person: string): readonly WorkspaceView[]
	workspace(actor: Actor, workspace: string): Answer<WorkspaceView>
	connect(actor: Actor, request: ConnectRequest): Promise<Answer<WorkspaceView>>
	addCalendars(
		actor: Actor,
		workspace: string,
		calendars: readonly NewCalendar[]
	): Promise<Answer<WorkspaceView>>
	rename(actor: Actor, workspace: string, name: string): Promise<Answer<WorkspaceView>>

	members(actor: Actor, workspace: string): Promise<Answer<readonly MemberView[]>>
	setRole(actor: Actor, workspace: string, member: string, role: Role): Promise<Answer<void>>
	/** Of oneself: leaves. */
	remove(actor: Actor, workspace: string, member: string): Promise<Answer<void>>
	transfer(actor: Actor, workspace: string, member: string): Promise<Answer<void>>
	/** Whether the actor may hand this member a link to a new password; kept in the history when they may. */
	allowReset(actor: Actor, workspace: string, member: string): Promise<Answer<void>>

	accessList(actor: Actor, workspace: string, calendar: string): Promise<Answer<readonly AccessLine[]>>
	setAccess(
		actor: Actor,
		calendar: { readonly workspace: string; readonly id: string },
		member: string,
		level: AccessRequest['level']
	): Promise<Answer<void>>

	/** `origin`: for the link. */
	invite(
		actor: Actor,
		workspace: string,
		request: InviteRequest,
		origin: string
	): Promise<Answer<InvitationMade>>
	invitations(actor: Actor, workspace: string): Promise<Answer<readonly InvitationView[]>>
	revoke(actor: Actor, workspace: string, invitation: string): Promise<Answer<void>>
	look(code: string): Promise<Answer<InvitationPreview>>
	/** Harmless for somebody who is a member already. */
	accept(actor: Actor, code: string): Promise<Answer<WorkspaceView>>

	/** Newest first, at most 100, older than the line with this id. */
	history(
		actor: Actor,
		workspace: string,
		before: number | undefined
	): Promise<Answer<readonly RightsRecord[]>>
}
