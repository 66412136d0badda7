/**
 * The one narrow door of every calendar view: occurrences go in, gestures come out. A view's engine can be exchanged
 * without touching anything else. All wall times are in the zone of the view.
 */
import type { AppointmentId, ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { ViewSettings } from '#lib/client/settings.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { Day, Span, Wall } from '#lib/core/time/wall.ts'
import type { Colour } from '#lib/core/workspace/colour.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'
import type { PresenceInView } from '#lib/views/presence/presence-in-view.svelte.ts'

export type Gesture =
	/** A span was drawn or an empty slot clicked. */
	| { readonly kind: 'create'; readonly span: Span; readonly allDay: boolean; readonly resource?: ResourceId }
	/** Dragged, resized or nudged by a key. `copy`: a modifier (Alt or Ctrl) was held at the drop. */
	| {
			readonly kind: 'move'
			readonly key: AppointmentId
			readonly span: Span
			readonly allDay: boolean
			/** The column or row it left and the one it came to, where they differ. */
			readonly resource?: { readonly from: ResourceId | undefined; readonly to: ResourceId }
			readonly copy: boolean
			/** The card stands where it was dropped until this is answered, however long; false: back it goes. */
			readonly hold?: (answer: Promise<boolean>) => void
	  }
	/** A card is in the hand and would land there: the others see it go. */
	| {
			readonly kind: 'drag'
			readonly key: AppointmentId
			readonly span: Span
			readonly allDay: boolean
			readonly resource?: { readonly from: ResourceId | undefined; readonly to: ResourceId }
	  }
	/** It was dropped or let go. */
	| { readonly kind: 'drag-end' }
	/** Somebody tried to drag what this person may only read. */
	| { readonly kind: 'hold-back'; readonly key: AppointmentId }
	| { readonly kind: 'select'; readonly key: AppointmentId | undefined }
	| { readonly kind: 'open'; readonly key: AppointmentId }
	/** The "Move…" dialog: the way without dragging (WCAG 2.5.7). */
	| { readonly kind: 'open-move'; readonly key: AppointmentId }
	| { readonly kind: 'delete'; readonly key: AppointmentId }
	| { readonly kind: 'status'; readonly key: AppointmentId; readonly status: Status }
	/** A day's number, a week's number or a "+n more" was chosen. */
	| { readonly kind: 'show'; readonly view: ViewKind; readonly day: Day }

export type ViewKind = 'month' | 'week' | 'day' | 'list' | 'staff-day' | 'timeline'

export type { ViewSettings }

export interface CalendarViewProps {
	/** The days shown. */
	readonly range: Span<Day>
	/** Now in the zone of the view, renewed each minute: the now-line and "today". */
	readonly now: Wall
	readonly occurrences: readonly Occurrence[]
	/** False: some of the range is not read yet; empty space must not look free. */
	readonly loaded: boolean
	/** The columns or rows of the staff views, in order. */
	readonly resources: readonly Resource[]
	readonly hueOf: (occurrence: Occurrence) => Colour
	/** Keys that overlap hard with another. */
	readonly conflicts: ReadonlyMap<AppointmentId, readonly AppointmentId[]>
	readonly selected: AppointmentId | undefined
	readonly settings: ViewSettings
	/** What the others hold and drag; absent where a view is shown by itself. */
	readonly presence?: PresenceInView
	/** False: this person may only read it. Absent: everything may be changed. */
	readonly mayChange?: (occurrence: Occurrence) => boolean
	readonly ongesture: (gesture: Gesture) => void
}
