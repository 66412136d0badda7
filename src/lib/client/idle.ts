/** When the page has nothing better to do. Injected, so that a test decides when that is. */
export type WhenIdle = (work: () => void) => void

/** Safari has no requestIdleCallback: there a pause after the current work must do. */
export const whenIdle: WhenIdle = (work) => {
	if (typeof requestIdleCallback === 'function') requestIdleCallback(() => work(), { timeout: 2000 })
	else setTimeout(work, 50)
}
