/** Reloads a page that is older than its server: without looking for the new version first, the kept one would come again. */
import type { Device } from '#lib/client/device.ts'
import type { UpdatesState } from '#lib/client/updates.svelte.ts'

export async function reloadForServer(device: Device, updates: UpdatesState): Promise<void> {
	await device.flush()
	const registration = await navigator.serviceWorker?.getRegistration()
	// Refused where the server does not answer: then the plain reload tells so.
	await registration?.update().catch(() => undefined)
	if (registration?.installing) await installed(registration.installing)
	if (registration?.waiting) await updates.apply()
	else location.reload()
}

const installed = (worker: ServiceWorker): Promise<void> =>
	new Promise((resolve) => {
		worker.addEventListener('statechange', () => {
			if (worker.state === 'installed' || worker.state === 'redundant') resolve()
		})
	})
