/** Everything the frame and what lies above it work with while a book is open. */
import type { Book } from '#lib/client/book.ts'
import type { TimeWords } from '#lib/views/card/time-words.ts'
import type { VisibilityState } from '#lib/views/sidebar/visibility.svelte.ts'
import type { App } from './app.ts'
import type { FrameState } from './frame-state.svelte.ts'

export interface Desk extends App {
	readonly book: Book
	readonly frame: FrameState
	readonly visibility: VisibilityState
	/** Times and days in the person's language. */
	readonly words: TimeWords
}
