/** The mail that brings an invitation. */
export interface InvitationMail {
	readonly workspace: string
	readonly by: string
	readonly link: string
	/** Milliseconds since the epoch. */
	readonly expiresAt: number
}

export function invitationMail({ workspace, by, link, expiresAt }: InvitationMail) {
	const day = new Date(expiresAt).toISOString().slice(0, 10)
	return {
		subject: oneLine(`${by} invites you to ${workspace}`),
		text: [
			`${by} invites you to the appointment book of ${workspace}.`,
			`Open it here:\n${link}`,
			`The link is good until ${day} and for this address only.`
		].join('\n\n')
	}
}

/** Names are free text: a line break in a subject would begin another header. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ')
