/**
 * An expected failure is a value: `why` comes from a closed set that the function names in its type, `message` is one
 * sentence for a person (what failed, with which value, what would do). A bug of ours is thrown instead.
 */
export type Result<Value, Why extends string = string> = Ok<Value> | Refusal<Why>
export interface Ok<Value> {
	readonly ok: true
	readonly value: Value
}
export interface Refusal<Why extends string> {
	readonly ok: false
	readonly why: Why
	readonly message: string
}

export const ok = <Value>(value: Value): Ok<Value> => ({ ok: true, value })
export const refuse = <Why extends string>(why: Why, message: string): Refusal<Why> => ({
	ok: false,
	why,
	message
})
