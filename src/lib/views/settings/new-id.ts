/** A new id for a person, a room or a service: drawn on this device, never used twice. */
import { RANDOM_LENGTH, randomPart } from '#lib/core/appointment/ids.ts'

export const newId = (prefix: string): string =>
	`${prefix}-${randomPart(crypto.getRandomValues(new Uint8Array(RANDOM_LENGTH)))}`
