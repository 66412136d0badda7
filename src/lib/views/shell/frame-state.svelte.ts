/** What the frame shows: view and day live in the address, everything that lies above the book lives here. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Day, Span } from '#lib/core/time/wall.ts'
import type { Move } from '#lib/client/book.ts'
import type { ViewKind } from '#lib/views/calendar/gesture.ts'
import { readAddress, writeAddress } from './address.ts'
import { rangeOf, stepOf, type Shown } from './view-range.ts'

export type Side = 'left' | 'right'

/** What lies above the book; one at a time. */
export type Panel =
	| { readonly kind: 'edit'; readonly key: AppointmentId; readonly side: Side; readonly resume?: boolean }
	| { readonly kind: 'new'; readonly when: Move; readonly side: Side; readonly resume?: boolean }
	| { readonly kind: 'move'; readonly key: AppointmentId }
	/** All of a series, by its own id. */
	| { readonly kind: 'series'; readonly key: AppointmentId; readonly side: Side }
	| { readonly kind: 'inbox' }
	/** How far the edits got, and what others changed meanwhile. */
	| { readonly kind: 'connection' | 'away' }
	/** `section`: where it opens; undefined: at the calendar. */
	| { readonly kind: 'settings'; readonly section?: 'team' }
	| { readonly kind: 'import'; readonly file: File | undefined }
	| { readonly kind: 'export' }
	| { readonly kind: 'keys' }
	/** Of the account: coming in, leaving, and bringing the book to the server. */
	| { readonly kind: 'sign-in' | 'sign-out' | 'share' }
	| { readonly kind: 'people' }

export interface FrameDeps {
	/** Reactive: the address of the page. */
	readonly query: () => URLSearchParams
	readonly navigate: (search: string) => void
	readonly today: () => Day
	readonly firstWeekday: () => number
	/** The view of a device that was not told another one. */
	readonly usualView: () => ViewKind
	/** The screen of a phone: three days at once instead of seven. */
	readonly narrow: () => boolean
}

export class FrameState {
	readonly #deps: FrameDeps
	readonly shown: Shown
	readonly range: Span<Day>
	selected: AppointmentId | undefined
	panel: Panel | undefined
	/** Where the pointer last went down, so that the editor opens on the other side of the screen. */
	pointerX = 0
	/** What the open panel does before it goes. */
	#leave: (() => void) | undefined

	constructor(deps: FrameDeps) {
		this.#deps = deps
		this.selected = $state(undefined)
		this.panel = $state.raw(undefined)
		const address = $derived(readAddress(deps.query()))
		this.shown = $derived({
			view: address.view ?? deps.usualView(),
			day: address.day ?? deps.today(),
			wide: address.wide,
			firstWeekday: deps.firstWeekday(),
			narrow: deps.narrow()
		})
		this.range = $derived(rangeOf(this.shown))
	}

	show(view: ViewKind, day: Day = this.shown.day, wide = this.shown.wide): void {
		if (view === this.shown.view && day === this.shown.day && wide === this.shown.wide) return
		this.selected = undefined
		this.#deps.navigate(writeAddress({ view, day, wide }))
	}

	/** On a phone the day that another view points to is the staff day: it has room for everyone, by scrolling. */
	roomiest(view: ViewKind): ViewKind {
		return view === 'day' && this.shown.view !== 'day' && this.shown.narrow ? 'staff-day' : view
	}

	step(direction: 1 | -1): void {
		this.show(this.shown.view, stepOf(this.shown, direction))
	}

	goToday(): void {
		this.show(this.shown.view, this.#deps.today())
	}

	/** The side of the screen that the pointer did not come from. */
	freeSide(): Side {
		return this.pointerX > window.innerWidth - 460 ? 'left' : 'right'
	}

	close(): void {
		this.panel = undefined
	}

	/** Closes as the cross of the panel does: "back" must lose nothing that was typed. */
	leave(): void {
		if (this.#leave) this.#leave()
		else this.close()
	}

	/** `leave`: how the open panel wants to be closed; undone by the function it gives back. */
	onLeave(leave: () => void): () => void {
		this.#leave = leave
		return () => {
			if (this.#leave === leave) this.#leave = undefined
		}
	}
}
