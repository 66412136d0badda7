/**
 * A register is one value of a shared map: a small plain array `[version, ...fields, clock]` that is replaced whole, so
 * that what belongs together changes together. What always holds: whatever comes from the wire is looked at here once
 * and a malformed register is as good as absent; fields behind those we know, and a version above ours, were written by
 * a newer client and stay when we replace the register (I8). New fields are therefore only ever appended to a register,
 * never inside a list that lies in it. `[version, clock]` alone is a cleared register: the value is inherited again.
 */
import type { Clock } from '#lib/core/clock/clock.ts'

/** The shape this client writes. */
export const SHAPE_VERSION = 1

/** What a shared map can hold without a type of Yjs. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

/** Checked: at least a version and a clock. */
export type Register = readonly [version: number, ...rest: Plain[]]

/** Fields of one group by position, without version and clock. */
export type Body = readonly Plain[]

/** A body and the shape's version it was written with. */
export interface Versioned {
	readonly version: number
	readonly body: Body
}

export function parseRegister(raw: unknown): Register | undefined {
	if (!Array.isArray(raw) || raw.length < 2) return undefined
	return isVersion(raw[0]) && isClock(raw[raw.length - 1]) ? (raw as unknown as Register) : undefined
}

const isVersion = (raw: unknown): boolean => Number.isInteger(raw) && (raw as number) >= 1

function isClock(raw: unknown): raw is Clock {
	return (
		Array.isArray(raw) &&
		raw.length >= 3 &&
		Number.isFinite(raw[0]) &&
		Number.isFinite(raw[1]) &&
		typeof raw[2] === 'string'
	)
}

export const clockOf = (register: Register): Clock => register[register.length - 1] as unknown as Clock
export const isCleared = (register: Register): boolean => register.length === 2
export const bodyOf = (register: Register): Body => register.slice(1, -1)

/** A register without its clock: what an edit plans; `stamp` puts the clock on when it is applied. */
export type Unstamped = readonly [version: number, ...body: Plain[]]
export const stamp = (value: Unstamped, clock: Clock): Register => [...value, clock]
export const unstamped = (register: Register): Unstamped => register.slice(0, -1) as unknown as Unstamped
/** Inherit again. */
export const CLEARED: Unstamped = [SHAPE_VERSION]

/** How one group lies in a body. */
export interface Codec<Value> {
	/** The number of positions this client knows. */
	readonly known: number
	/** Exactly `known` positions. */
	readonly encode: (value: Value) => Body
	/** Undefined where a position is malformed. Missing positions at the end are empty: absent is default. */
	readonly decode: (body: readonly unknown[]) => Value | undefined
}

/** The value to write over `previous`: what a newer client put behind the fields we know is kept. */
export function overwrite<Value>(
	codec: Codec<Value>,
	value: Value,
	previous: Versioned | undefined
): Unstamped {
	const unknown = previous?.body.slice(codec.known) ?? []
	const version = Math.max(SHAPE_VERSION, previous?.version ?? 0)
	const fields = codec.encode(value)
	return [version, ...(unknown.length > 0 ? [...fields, ...unknown] : trim(fields, 1))]
}

/** Without the empty positions at the end (they cost bytes in every replica); at least `least` positions stay. */
export function trim(body: Body, least: number): Body {
	let length = body.length
	while (length > least && isEmpty(body[length - 1])) length--
	return body.slice(0, length)
}

function isEmpty(value: Plain | undefined): boolean {
	if (Array.isArray(value)) return value.length === 0
	if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
	return value === null || value === '' || value === 0 || value === false || value === undefined
}
