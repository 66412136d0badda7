/** What there is before a book is open; made once in the root layout. */
import type { Device } from '#lib/client/device.ts'
import type { NowState } from '#lib/client/now.svelte.ts'
import type { OnlineState } from '#lib/client/online.svelte.ts'
import type { SettingsState } from '#lib/client/settings.svelte.ts'
import type { UpdatesState } from '#lib/client/updates.svelte.ts'
import type { ToastState } from '#lib/ui/toast-state.svelte.ts'
import type { AnnouncerState } from './announcer.svelte.ts'
import type { InstallState } from './install.svelte.ts'
import type { ThemeState } from './theme.svelte.ts'

export interface App {
	readonly device: Device
	readonly settings: SettingsState
	readonly now: NowState
	readonly online: OnlineState
	readonly updates: UpdatesState
	readonly install: InstallState
	readonly theme: ThemeState
	readonly toasts: ToastState
	readonly announcer: AnnouncerState
}
