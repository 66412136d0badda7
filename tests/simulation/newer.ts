/**
 * A client of a later version, as this one will meet it (I8): it writes a higher version of the shape, fields behind
 * those that are known here, and maps of which nothing is known at all. What it wrote must still be there after the
 * others have edited the same records.
 */
import type { Editing } from '#lib/client/editing.ts'
import { CODECS, type StoredName } from '#lib/doc/groups.ts'
import { ROOT_CODECS } from '#lib/doc/root.ts'
import { isCleared, stamp, type Codec, type Plain, type Unstamped } from '#lib/doc/registers.ts'
import type { Edit, Write } from '#lib/doc/write.ts'
import { ok } from '#lib/core/result.ts'

export const UNKNOWN_FIELD = 'a field of a later version'
export const UNKNOWN_MAP = 'tags'
const LATER_VERSION = 2
const BODIES_OF_BIRTH = 6

/** The same editing as a later version of the app has it. */
export const asNewer = (editing: Editing): Editing => ({
	...editing,
	apply: (rooms, label, plan) =>
		editing.apply(rooms, label, (docOf) => {
			const planned = plan(docOf)
			if (!planned.ok) return planned
			return ok({ ...planned.value, writes: withTag(planned.value.writes.map(newer)) })
		})
})

function newer(write: Write): Write {
	if (write.value === true || isCleared(stamp(write.value, [0, 0, '']))) return write
	const [, ...body] = write.value
	const fields = allFields(write.map, body)
	return fields ? { ...write, value: [LATER_VERSION, ...fields, UNKNOWN_FIELD] as Unstamped } : write
}

/** Undefined where there is something behind the known fields already, or where it cannot be read. */
function allFields(map: Write['map'], body: readonly Plain[]): readonly Plain[] | undefined {
	if (map === 'born') {
		if (body.length > BODIES_OF_BIRTH) return undefined
		return [...body, ...Array.from({ length: BODIES_OF_BIRTH - body.length }, () => [])]
	}
	const codec = codecOf(map)
	const value = codec && body.length <= codec.known ? codec.decode(body) : undefined
	return value === undefined ? undefined : codec?.encode(value)
}

function codecOf(map: string): Codec<unknown> | undefined {
	const codecs: Readonly<Record<string, unknown>> = { ...CODECS, ...ROOT_CODECS } satisfies Readonly<
		Record<StoredName | keyof typeof ROOT_CODECS, unknown>
	>
	return codecs[map] as Codec<unknown> | undefined
}

const withTag = (writes: readonly Write[]): Edit['writes'] => {
	const [first] = writes
	if (!first) return writes
	const tag = { room: first.room, map: UNKNOWN_MAP as never, id: first.id, value: [1, 'vip'] as Unstamped }
	return [...writes, tag]
}
