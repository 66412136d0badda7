/** Shapes of what comes in, checked once at the edge. Their sentences say what would do. */
import { z } from 'zod'
import { CALENDAR_KINDS, LEVELS } from '#lib/core/account/level.ts'
import type { InviteRequest } from '#lib/core/account/invitation.ts'
import type {
	AccessRequest,
	ConnectRequest,
	NewCalendar,
	RoleRequest,
	TransferRequest
} from '#lib/core/account/membership.ts'
import { ROLES } from '#lib/core/account/role.ts'

const LONGEST_NAME = 100
/** RFC 5321 §4.5.3.1.3 leaves 254 characters for an address. */
const LONGEST_ADDRESS = 254
const MOST_AT_ONCE = 100

/** `ids.ts`: 12 characters without i, l, o and u. */
export const ID = /^[0-9a-hjkmnp-tv-z]{12}$/
/** `invitation-code.ts`: an id and 160 bits in base64url. */
const CODE = /^[0-9a-hjkmnp-tv-z]{12}[\w-]{27}$/
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

const among = (values: readonly string[]) => `give one of ${values.join(', ')}`

const id = z.string('give an id').regex(ID, 'give 12 characters of 0-9 and a-z without i, l, o, u')
export const personName = z
	.string('give a name')
	.trim()
	.min(1, 'give a name')
	.max(LONGEST_NAME, `give at most ${LONGEST_NAME} characters`)
	.refine((name) => !CONTROL.test(name), 'give one line of plain text')
export const address = z
	.string('give an e-mail address')
	.max(LONGEST_ADDRESS, `give at most ${LONGEST_ADDRESS} characters`)
	.trim()
	.toLowerCase()
	.pipe(z.email('give an e-mail address such as ada@example.org'))
const role = z.enum(ROLES, among(ROLES))
/** An account's id, drawn by the library. */
const person = z.string('give the id of a member').regex(/^\w{1,64}$/, 'give the id of a member')

const calendar: z.ZodType<NewCalendar> = z.strictObject({
	id,
	kind: z.enum(CALENDAR_KINDS, among(CALENDAR_KINDS))
})
const calendars = z
	.array(calendar, 'give a list of calendars')
	.max(MOST_AT_ONCE, `give at most ${MOST_AT_ONCE}`)

export const connectShape: z.ZodType<ConnectRequest> = z.strictObject({ id, name: personName, calendars })
export const calendarsShape: z.ZodType<{ readonly calendars: readonly NewCalendar[] }> = z.strictObject({
	calendars
})
export const renameShape: z.ZodType<{ readonly name: string }> = z.strictObject({ name: personName })
export const roleShape: z.ZodType<RoleRequest> = z.strictObject({ role })
export const transferShape: z.ZodType<TransferRequest> = z.strictObject({ member: person })
const levels = [...LEVELS, 'by-role'] as const
export const accessShape: z.ZodType<AccessRequest> = z.strictObject({ level: z.enum(levels, among(levels)) })
export const codeShape: z.ZodType<{ readonly code: string }> = z.strictObject({
	code: z.string('give the code of the link').regex(CODE, 'give the code behind # in the link')
})
const MOST_DAYS = 90
const days = `give a whole number of days from 1 to ${MOST_DAYS}`
export const inviteShape: z.ZodType<InviteRequest> = z.strictObject({
	role,
	email: address.optional(),
	uses: z.enum(['once', 'many'], among(['once', 'many'])),
	days: z.int(days).min(1, days).max(MOST_DAYS, days)
})
/** Of a query: `?before=123`. */
export const beforeShape = z
	.string()
	.regex(/^\d{1,15}$/, 'give the id of the last line shown')
	.transform(Number)
	.optional()
export const nothingShape: z.ZodType<Readonly<Record<string, never>>> = z.strictObject({})

export const isCode = (text: string): boolean => CODE.test(text)
