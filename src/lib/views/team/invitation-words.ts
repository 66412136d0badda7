/** Invitations in words. */
import type { InvitationMade, InvitationView } from '#lib/core/account/invitation.ts'
import { ROLE_WORDS } from './role-words.ts'

/** `12 December` */
export const sayDate = (at: number, locale: string): string =>
	new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }).format(at)

/** What stands above the link that was just made. */
export function sayInvitation({ invitation, mail }: InvitationMade, locale: string): string {
	const until = sayDate(invitation.expiresAt, locale)
	const role = ROLE_WORDS[invitation.role].one
	if (invitation.email !== undefined)
		return `${sayMail(mail, invitation.email)} It is for this address alone, makes them ${role}, and is good until ${until}. The link is shown only now.`
	const whoever =
		invitation.uses === 'once' ? 'The first person who opens it joins' : 'Whoever opens it joins'
	return `${whoever} as ${role}, until ${until}. The link is shown only now: copy it or share it.`
}

function sayMail(mail: InvitationMade['mail'], email: string): string {
	switch (mail) {
		case 'sent':
			return `The invitation is on its way to ${email}.`
		case 'failed':
			return `The mail to ${email} could not be sent: give them the link by hand.`
		case 'none':
			return `This server sends no mail: give ${email} the link by hand.`
		default:
			return mail satisfies never
	}
}

/** Of an open one, in a line: `For several people, taken twice · until 12 December · by Ada`. */
export function sayOpenInvitation({ uses, taken, expiresAt, by }: InvitationView, locale: string): string {
	const use = uses === 'once' ? 'For one person' : `For several people, ${sayTaken(taken)}`
	return [use, `until ${sayDate(expiresAt, locale)}`, by && `by ${by}`].filter(Boolean).join(' · ')
}

const sayTaken = (taken: number): string =>
	taken === 0 ? 'nobody came yet' : taken === 1 ? 'one came' : taken === 2 ? 'two came' : `${taken} came`
