/** How much room the browser leaves, and whether it promised to keep what is there. Never refused: unknown is no warning. */
import type { StorageHealth } from './device.ts'

/** A busy year of a salon is about 20 MB here; under this a month of photos on the tablet may end it. */
const LOW_BYTES = 50 * 1024 * 1024

export const NO_STORAGE: StorageHealth = { available: false, persistent: false, warning: undefined }

export async function checkStorage(storage: StorageManager | undefined): Promise<StorageHealth> {
	const [persistent, estimate] = await Promise.all([
		storage?.persisted?.().catch(() => false) ?? false,
		storage?.estimate?.().catch(() => undefined)
	])
	const { quota, usage } = estimate ?? {}
	const free = quota === undefined || usage === undefined ? undefined : quota - usage
	return { available: true, persistent, warning: sayRoom(free) }
}

export function sayRoom(freeBytes: number | undefined): string | undefined {
	if (freeBytes === undefined || freeBytes >= LOW_BYTES) return undefined
	const megabytes = Math.max(0, Math.floor(freeBytes / (1024 * 1024)))
	return `The browser has room for only ${megabytes} MB more: free some space on this device, or export the book`
}
