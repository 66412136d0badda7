/** What a calendar is called where a person reads it. */
import type { BookCalendar } from '#lib/client/calendars.ts'
import type { MemberView } from '#lib/core/account/membership.ts'

/** `members`: who is in the book, as far as it is known on this device. */
export function nameOfCalendar(
	calendar: BookCalendar,
	members: readonly Pick<MemberView, 'id' | 'name'>[] | undefined
): string {
	if (calendar.owner === undefined) return calendar.name
	if (calendar.isOwn) return 'My calendar'
	const owner = members?.find(({ id }) => id === calendar.owner)?.name
	return owner ? `${owner}’s calendar` : calendar.name
}

/** Somebody else's personal calendar is called after its owner, whom only the list of members knows. */
export const hasUnknownOwner = (
	{ owner, isOwn }: BookCalendar,
	members: readonly Pick<MemberView, 'id'>[] | undefined
): boolean => owner !== undefined && !isOwn && !members?.some(({ id }) => id === owner)
