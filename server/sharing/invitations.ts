/** Invitations by link: made and revoked by those who lead, looked at and taken by whoever holds the link. */
import {
	joinLink,
	type InvitationMade,
	type InvitationPreview,
	type InvitationView,
	type InviteRequest
} from '#lib/core/account/invitation.ts'
import type { WorkspaceView } from '#lib/core/account/membership.ts'
import { leads, mayGive } from '#lib/core/account/role.ts'
import { ok } from '#lib/core/result.ts'
import type { Shared } from './deps.ts'
import { drawCode, idOfCode, matchesCode } from './invitation-code.ts'
import { invitationMail } from './invitation-mail.ts'
import { refuse } from './refusals.ts'
import type { RightsRow } from './rights-book.ts'
import type { Actor, Answer, Sharing } from './sharing.ts'
import type { InvitationRow } from './tables.ts'
import { newPersonal } from './workspaces.ts'

const DAY_MS = 86_400_000
const MOST_OPEN = 200
const MOST_MEMBERS = 1_000

type Invitations = Pick<Sharing, 'invite' | 'invitations' | 'revoke' | 'look' | 'accept'>

export function createInvitations(
	shared: Shared & { readonly viewFor: (actor: Actor, workspace: string) => Answer<WorkspaceView> }
): Invitations {
	const { db, store, now, randomBytes, sendMail, viewFor } = shared
	const { book } = store

	function leading(actor: Actor, workspace: string) {
		const role = book.roleOf(actor.id, workspace)
		if (!role) return refuse('not-found')
		return leads(role) ? ok(role) : refuse('not-allowed')
	}

	const openOnes = (workspace: string) =>
		db
			.selectFrom('invitation')
			.selectAll()
			.where('workspace', '=', workspace)
			.where('revokedAt', 'is', null)
			.where('expiresAt', '>', now())
			.where((row) => row.or([row('uses', '=', 'many'), row('taken', '=', 0)]))
			.orderBy('createdAt', 'desc')
			.orderBy('id')
			.execute()

	async function invite(
		actor: Actor,
		workspace: string,
		asked: InviteRequest,
		origin: string
	): Promise<Answer<InvitationMade>> {
		const { id, code, hash } = drawCode(randomBytes)
		const made = await store.alone(async (write): Promise<Answer<InvitationRow>> => {
			const role = leading(actor, workspace)
			if (!role.ok) return role
			if (!mayGive(role.value, asked.role)) return refuse('not-allowed')
			if ((await openOnes(workspace)).length >= MOST_OPEN) return refuse('too-many')
			const row: InvitationRow = {
				id,
				workspace,
				hash,
				role: asked.role,
				email: asked.email ?? null,
				uses: asked.uses,
				taken: 0,
				by: actor.id,
				byName: actor.name,
				createdAt: now(),
				expiresAt: now() + asked.days * DAY_MS,
				revokedAt: null
			}
			await write({
				rows: [],
				also: async (trx) => void (await trx.insertInto('invitation').values(row).execute()),
				history: [{ workspace, by: actor, what: 'invited', about: asked.email ?? id, after: asked.role }]
			})
			return ok(row)
		})
		if (!made.ok) return made
		const link = joinLink(origin, code)
		return ok({ invitation: toView(made.value), link, mail: await mail(made.value, link) })
	}

	async function mail(row: InvitationRow, link: string): Promise<InvitationMade['mail']> {
		if (row.email === null || !sendMail) return 'none'
		const workspace = book.workspace(row.workspace)?.name ?? ''
		const sent = await sendMail({
			to: row.email,
			...invitationMail({ workspace, by: row.byName, link, expiresAt: row.expiresAt })
		})
		return sent ? 'sent' : 'failed'
	}

	const revoke = async (actor: Actor, workspace: string, id: string): Promise<Answer<void>> =>
		store.alone(async (write) => {
			const role = leading(actor, workspace)
			if (!role.ok) return role
			const row = (await openOnes(workspace)).find((open) => open.id === id)
			if (!row) return refuse('not-found')
			await write({
				rows: [],
				also: async (trx) =>
					void (await trx.updateTable('invitation').set({ revokedAt: now() }).where('id', '=', id).execute()),
				history: [
					{ workspace, by: actor, what: 'invitation-revoked', about: row.email ?? id, before: row.role }
				]
			})
			return ok(undefined)
		})

	/** The row of a code, whether it is still good or not; the code is right. */
	async function behind(code: string): Promise<InvitationRow | undefined> {
		const row = await db
			.selectFrom('invitation')
			.selectAll()
			.where('id', '=', idOfCode(code))
			.executeTakeFirst()
		return matchesCode(code, row?.hash) ? row : undefined
	}

	const isGood = ({ revokedAt, expiresAt, uses, taken }: InvitationRow): boolean =>
		revokedAt === null && expiresAt > now() && (uses === 'many' || taken === 0)

	async function look(code: string): Promise<Answer<InvitationPreview>> {
		const row = await behind(code)
		const workspace = row && book.workspace(row.workspace)
		if (!workspace || !isGood(row)) return refuse('no-invitation')
		return ok({
			workspace: workspace.id,
			workspaceName: workspace.name,
			role: row.role,
			invitedBy: row.byName,
			email: row.email ?? undefined,
			expiresAt: row.expiresAt
		})
	}

	const accept = async (actor: Actor, code: string): Promise<Answer<WorkspaceView>> =>
		store.alone(async (write) => {
			const row = await behind(code)
			const workspace = row && book.workspace(row.workspace)
			if (!workspace) return refuse('no-invitation')
			if (workspace.members.has(actor.id)) return viewFor(actor, workspace.id)
			if (!isGood(row)) return refuse('no-invitation')
			if (row.email !== null && row.email !== actor.email) return refuse('other-address')
			if (workspace.members.size >= MOST_MEMBERS) return refuse('too-many')
			const had = [...workspace.calendars].some((id) => book.calendar(id)?.owner === actor.id)
			const own = had ? [] : [newPersonal(workspace.id, actor.id, randomBytes)]
			const member = { role: row.role, joinedAt: now() }
			const joined: RightsRow = { table: 'member', workspace: workspace.id, person: actor.id, member }
			await write({
				rows: [joined, ...own],
				also: async (trx) =>
					void (await trx
						.updateTable('invitation')
						.set({ taken: row.taken + 1 })
						.where('id', '=', row.id)
						.execute()),
				history: [{ workspace: workspace.id, by: actor, what: 'joined', about: actor.id, after: row.role }]
			})
			return viewFor(actor, workspace.id)
		})

	return {
		invite,
		async invitations(actor, workspace) {
			const role = leading(actor, workspace)
			return role.ok ? ok((await openOnes(workspace)).map(toView)) : role
		},
		revoke,
		look,
		accept
	}
}

const toView = (row: InvitationRow): InvitationView => ({
	id: row.id,
	role: row.role,
	email: row.email ?? undefined,
	uses: row.uses,
	taken: row.taken,
	by: row.byName,
	createdAt: row.createdAt,
	expiresAt: row.expiresAt
})
