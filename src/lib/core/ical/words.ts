/**
 * The words iCalendar lacks for an appointment, and the rules by which status, colour and texts go out and come back.
 * Reading and writing both look here, so that they cannot drift apart.
 */
import { STATUSES, type Status } from '../appointment/status.ts'

/** Properties of ours (RFC 5545 3.8.8.2); every other program leaves them alone or strips them. */
export const OUR = {
	/** Where STATUS says less than we know. */
	status: 'X-DAYBOOK-STATUS',
	reason: 'X-DAYBOOK-REASON',
	by: 'X-DAYBOOK-BY',
	/** With the service's id as parameter `ID`. */
	service: 'X-DAYBOOK-SERVICE',
	price: 'X-DAYBOOK-PRICE',
	/** With the client's id as parameter `ID`. */
	client: 'X-DAYBOOK-CLIENT',
	phone: 'X-DAYBOOK-PHONE',
	email: 'X-DAYBOOK-EMAIL',
	/** One for each resource, with its id as parameter `ID`. */
	resource: 'X-DAYBOOK-RESOURCE',
	/** SUMMARY was made up for other programs: the title is empty. */
	untitled: 'X-DAYBOOK-UNTITLED',
	template: 'X-DAYBOOK-TEMPLATE',
	/** Custom fields, as a JSON object of texts. */
	fields: 'X-DAYBOOK-FIELDS',
	/** IANA name where DTSTART cannot carry one: for dates and for UTC. */
	zone: 'X-DAYBOOK-ZONE',
	/** A later segment of a series: the UID of the series. */
	segmentOf: 'X-DAYBOOK-SEGMENT-OF',
	/** The rule as it is, where the written one had to end before the next segment. */
	rule: 'X-DAYBOOK-RULE'
} as const

/** Custom fields that iCalendar does have words for. */
export const CATEGORIES_FIELD = 'Categories'
export const LINK_FIELD = 'Link'

export type IcalStatus = 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED'

/** The nearest word other programs know. */
export function statusToIcal(status: Status): IcalStatus {
	switch (status) {
		case 'requested':
			return 'TENTATIVE'
		case 'cancelled':
		case 'deleted':
			return 'CANCELLED'
		case 'booked':
		case 'confirmed':
		case 'arrived':
		case 'in-service':
		case 'completed':
		case 'no-show':
			return 'CONFIRMED'
		default:
			return status satisfies never
	}
}

/** `ours` counts only while it agrees with STATUS: a program that cancelled the appointment did not know our word. */
export function statusFromIcal(text: string, ours: string): Status {
	const plain = text.trim().toUpperCase()
	const known = STATUSES.find((status) => status === ours.trim())
	if (known && (plain === '' || statusToIcal(known) === plain)) return known
	return plain === 'TENTATIVE'
		? 'requested'
		: plain === 'CANCELLED'
			? 'cancelled'
			: plain === 'CONFIRMED'
				? 'confirmed'
				: 'booked'
}

/** `Anna, VIP` from several categories. */
export const joinCategories = (names: readonly string[]): string =>
	names
		.map((name) => name.trim())
		.filter((name) => name !== '')
		.join(', ')

/** The categories of the field, or undefined where the text would not come back as it is. */
export function splitCategories(field: string): readonly string[] | undefined {
	const names = field.split(', ')
	// ical.js takes the comma after an escaped backslash for a part of the text.
	return joinCategories(names) === field && field !== '' && !/[\\\n]/.test(field) ? names : undefined
}
