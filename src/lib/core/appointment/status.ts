/** The life of an appointment. The order is the usual one; every step may be skipped or taken back by hand. */
export const STATUSES = [
	'requested',
	'booked',
	'confirmed',
	'arrived',
	'in-service',
	'completed',
	'no-show',
	'cancelled',
	'deleted'
] as const

export type Status = (typeof STATUSES)[number]

/** Statuses a person picks; `deleted` is set by deleting. */
export const PICKED_STATUSES = STATUSES.filter((status) => status !== 'deleted')

/** Whether an appointment of this status occupies its resources (only those can overlap hard). */
export const occupies = (status: Status): boolean =>
	status !== 'cancelled' && status !== 'no-show' && status !== 'deleted'

/** The status one tap leads to, or undefined at the end of the way. */
export function nextStatus(status: Status): Status | undefined {
	switch (status) {
		case 'requested':
			return 'booked'
		case 'booked':
			return 'confirmed'
		case 'confirmed':
			return 'arrived'
		case 'arrived':
			return 'in-service'
		case 'in-service':
			return 'completed'
		case 'completed':
		case 'no-show':
		case 'cancelled':
		case 'deleted':
			return undefined
		default:
			return status satisfies never
	}
}
