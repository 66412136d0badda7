/** What lies above the book is loaded when it is first asked for, and fetched ahead when the page is idle. */
export const PANELS = {
	editor: () => import('#lib/views/editor/Editor.svelte'),
	scope: () => import('#lib/views/series/ScopeDialog.svelte'),
	series: () => import('#lib/views/series/SeriesPanel.svelte'),
	move: () => import('#lib/views/move/MoveDialog.svelte'),
	connection: () => import('#lib/views/live/ConnectionPanel.svelte'),
	away: () => import('#lib/views/live/AwayPanel.svelte'),
	inbox: () => import('#lib/views/inbox/Inbox.svelte'),
	settings: () => import('#lib/views/settings/SettingsDialog.svelte'),
	import: () => import('#lib/views/import/ImportDialog.svelte'),
	export: () => import('#lib/views/export/ExportDialog.svelte'),
	'sign-in': () => import('#lib/views/account/SignInDialog.svelte'),
	'sign-out': () => import('#lib/views/account/SignOutDialog.svelte'),
	share: () => import('#lib/views/account/ShareDialog.svelte'),
	keys: () => import('./KeySheet.svelte')
} as const

/** The editor must be there at the first tap. */
export function fetchAhead(): void {
	const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300))
	idle(() => {
		void import('#lib/ui/MenuParts.svelte')
		void import('#lib/ui/PopoverParts.svelte')
		void PANELS.editor()
		void PANELS.move()
		void PANELS.scope()
		// Asked for when the line is down: then nothing can be fetched any more.
		void PANELS.connection()
	})
}
