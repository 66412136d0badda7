/** Everything the frame and what lies above it work with while a book is open. */
import type { Book } from '#lib/client/book.ts'
import type { TimeWords } from '#lib/views/card/time-words.ts'
import type { RightsInView } from '#lib/views/live/rights-in-view.svelte.ts'
import type { PresenceInView } from '#lib/views/presence/presence-in-view.svelte.ts'
import type { ScopeQuestion } from '#lib/views/series/scope-question.svelte.ts'
import type { VisibilityState } from '#lib/views/sidebar/visibility.svelte.ts'
import type { MembersState } from '#lib/views/team/members-state.svelte.ts'
import type { App } from './app.ts'
import type { FrameState } from './frame-state.svelte.ts'

export interface Desk extends App {
	readonly book: Book
	readonly frame: FrameState
	readonly visibility: VisibilityState
	/** Who is in the book; asked for where names are needed. */
	readonly members: MembersState
	/** What this person may change. */
	readonly rights: RightsInView
	/** What the others hold and drag. */
	readonly presence: PresenceInView
	/** For which dates of a series a change is meant. */
	readonly scopes: ScopeQuestion
	/** Times and days in the person's language. */
	readonly words: TimeWords
}
