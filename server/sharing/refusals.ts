/** Refusals in the words of the API's closed list. */
import { API_REFUSALS, type ApiRefusal } from '#lib/core/account/refusal.ts'
import { refuse as refusal, type Refusal } from '#lib/core/result.ts'

export const refuse = <Why extends ApiRefusal>(why: Why): Refusal<Why> =>
	refusal(why, API_REFUSALS[why].sentence)
