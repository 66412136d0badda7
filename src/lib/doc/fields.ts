/**
 * Fields of a register by position: how each is checked when it is read. The order of a table is the order on the wire
 * and never changes; a new field goes to its end. A field that may be missing stands for the empty value of its kind.
 */
import type { Body, Codec, Plain } from './registers.ts'

export interface Field<Value> {
	/** The value of a position that is missing; undefined: the position must be there. */
	readonly empty: Value | undefined
	/** Undefined where it is malformed. */
	readonly read: (raw: unknown) => Value | undefined
	readonly write: (value: Value) => Plain
}

const isText = (raw: unknown): raw is string => typeof raw === 'string'

export const text: Field<string> = {
	empty: '',
	read: (raw) => (isText(raw) ? raw : undefined),
	write: (value) => value
}

export const flag: Field<boolean> = {
	empty: false,
	read: (raw) => (typeof raw === 'boolean' ? raw : raw === 1 ? true : raw === 0 ? false : undefined),
	write: (value) => (value ? 1 : 0)
}

export const number: Field<number> = {
	empty: 0,
	read: (raw) => (Number.isFinite(raw) ? (raw as number) : undefined),
	write: (value) => value
}

export const numbers: Field<readonly number[]> = {
	empty: [],
	read: (raw) =>
		Array.isArray(raw) && raw.every((one) => Number.isFinite(one)) ? (raw as number[]) : undefined,
	write: (value) => value
}

export const texts: Field<readonly string[]> = {
	empty: [],
	read: (raw) => (Array.isArray(raw) && raw.every(isText) ? raw : undefined),
	write: (value) => value
}

export const textsByName: Field<Readonly<Record<string, string>>> = {
	empty: {},
	read: (raw) =>
		typeof raw === 'object' && raw !== null && !Array.isArray(raw) && Object.values(raw).every(isText)
			? (raw as Record<string, string>)
			: undefined,
	write: (value) => value
}

/** Must be there, and one of these. */
export const oneOf = <Name extends string>(names: readonly Name[]): Field<Name> => ({
	empty: undefined,
	read: (raw) => names.find((name) => name === raw),
	write: (value) => value
})

/** Must be there. */
export const required = <Value>(field: Field<Value>): Field<Value> => ({ ...field, empty: undefined })

/** A list of small records, each an array of its own. */
export const listOf = <Value>(codec: Codec<Value>): Field<readonly Value[]> => ({
	empty: [],
	read(raw) {
		if (!Array.isArray(raw)) return undefined
		const values: Value[] = []
		for (const one of raw) {
			const value = Array.isArray(one) ? codec.decode(one) : undefined
			if (value === undefined) return undefined
			values.push(value)
		}
		return values
	},
	write: (values) => values.map((value) => codec.encode(value))
})

export type Fields<Value> = { readonly [Name in keyof Value]-?: Field<Value[Name]> }

/** The codec of a record whose fields lie in the order of the table. */
export function tableOf<Value extends object>(fields: Fields<Value>): Codec<Value> {
	const names = Object.keys(fields) as (keyof Value & string)[]
	return {
		known: names.length,
		encode: (value): Body => names.map((name) => fields[name].write(value[name])),
		decode(body) {
			const value: Partial<Value> = {}
			for (let at = 0; at < names.length; at++) {
				const name = names[at] as keyof Value & string
				const field: Field<Value[typeof name]> = fields[name]
				const read = at < body.length ? field.read(body[at]) : field.empty
				if (read === undefined) return undefined
				value[name] = read
			}
			return value as Value
		}
	}
}
