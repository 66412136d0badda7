/**
 * New versions of the app: a new service worker waits until the person says so, so that nothing typed is lost. The
 * registration comes from the routes (`registerSW` of `virtual:pwa-register` fits), so that this runs without one.
 */
export interface UpdateHooks {
	/** A new version is loaded and waits. */
	onNeedRefresh(): void
	/** Everything is in the cache: from now on the page opens with the server stopped. */
	onOfflineReady(): void
}

/** Registers the worker; the function it returns lets the waiting version take over and reloads the page. */
export type RegisterWorker = (hooks: UpdateHooks) => (reload?: boolean) => Promise<void>

export class UpdatesState {
	#waiting: boolean
	#offlineReady: boolean
	#apply: (() => Promise<void>) | undefined

	constructor() {
		this.#waiting = $state(false)
		this.#offlineReady = $state(false)
	}

	/** A new version waits for `apply`. */
	get waiting(): boolean {
		return this.#waiting
	}

	get offlineReady(): boolean {
		return this.#offlineReady
	}

	/** Once, after the first paint. */
	start(register: RegisterWorker): void {
		const update = register({
			onNeedRefresh: () => (this.#waiting = true),
			onOfflineReady: () => (this.#offlineReady = true)
		})
		this.#apply = () => update(true)
	}

	/** `beforeReload` ends what must not be cut off: the caller's drafts and the book's open transactions. */
	async apply(beforeReload?: () => Promise<void>): Promise<void> {
		await beforeReload?.()
		await reloadOnceActive()
		await this.#apply?.()
	}

	later(): void {
		this.#waiting = false
	}
}

/**
 * A page of the first visit is under no worker: workbox reloads only those that were, and a new worker does not wait for
 * it. So the worker itself tells when it is time. A second reload of the same page does no harm.
 */
async function reloadOnceActive(): Promise<void> {
	const registration = await globalThis.navigator?.serviceWorker?.getRegistration()
	if (!registration) return
	const worker = registration.waiting
	if (!worker) return location.reload()
	worker.addEventListener('statechange', () => {
		if (worker.state === 'activated') location.reload()
	})
}
