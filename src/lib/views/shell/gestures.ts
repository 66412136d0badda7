/** What a view's gestures mean for the book and the frame. All six views end here. */
import { isBusyKey, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Move } from '#lib/client/book.ts'
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Gesture } from '#lib/views/calendar/gesture.ts'
import { toInstant, toWall } from '#lib/core/time/zone.ts'
import type { Wall } from '#lib/core/time/wall.ts'
import type { Actions } from './actions.ts'
import type { Desk } from './desk.ts'
import type { TellPresence } from '#lib/views/presence/tell-presence.svelte.ts'

type Moved = Pick<Extract<Gesture, { kind: 'move' }>, 'span' | 'allDay' | 'resource'>

export function createGestures(
	desk: Desk,
	actions: Actions,
	presence: TellPresence
): (gesture: Gesture) => void {
	return (gesture) => {
		const { frame, book } = desk
		// It can be reached, so that it is heard of; nothing can be done to it.
		if (gesture.kind !== 'select' && 'key' in gesture && isBusyKey(gesture.key)) return
		switch (gesture.kind) {
			case 'create':
				frame.selected = undefined
				frame.panel = {
					kind: 'new',
					side: frame.freeSide(),
					when: drawnMove(gesture, book.workspace.about.zone)
				}
				return
			case 'move': {
				const occurrence = book.find(gesture.key)
				if (!occurrence) return
				const move = movedTo(occurrence, gesture, book.workspace.about.zone)
				const outcome = gesture.copy ? actions.copy(gesture.key, move) : actions.move(gesture.key, move)
				gesture.hold?.(outcome.then(({ ok }) => ok))
				return
			}
			case 'drag': {
				const occurrence = book.find(gesture.key)
				if (occurrence) presence.drag(gesture.key, movedTo(occurrence, gesture, book.workspace.about.zone))
				return
			}
			case 'drag-end':
				presence.dropped()
				return
			case 'hold-back':
				actions.holdBack()
				return
			case 'select':
				frame.selected = gesture.key
				return
			case 'open':
				frame.selected = gesture.key
				frame.panel = { kind: 'edit', key: gesture.key, side: frame.freeSide() }
				return
			case 'open-move': {
				const occurrence = book.find(gesture.key)
				if (occurrence && !desk.rights.mayChange(occurrence)) return actions.holdBack()
				frame.selected = gesture.key
				frame.panel = { kind: 'move', key: gesture.key }
				return
			}
			case 'delete':
				void actions.remove(gesture.key)
				return
			case 'status':
				void actions.setStatus(gesture.key, gesture.status)
				return
			case 'show':
				frame.show(frame.roomiest(gesture.view), gesture.day)
				return
			default:
				gesture satisfies never
		}
	}
}

const drawnMove = ({ span, allDay, resource }: Extract<Gesture, { kind: 'create' }>, zone: string): Move => ({
	start: span.start,
	end: span.end,
	allDay,
	zone,
	resources: resource === undefined ? [] : [resource]
})

/** The gesture's times are the view's; the book wants them in the appointment's own zone. All-day is dates in any zone. */
export function movedTo(occurrence: Occurrence, gesture: Moved, viewZone: string): Move {
	const { when } = occurrence.appointment
	const own = (wall: Wall): Wall =>
		gesture.allDay || when.zone === viewZone ? wall : toWall(toInstant(wall, viewZone), when.zone)
	return {
		start: own(gesture.span.start),
		end: own(gesture.span.end),
		allDay: gesture.allDay,
		zone: when.zone,
		resources: gesture.resource ? exchanged(when.resources, gesture.resource) : when.resources
	}
}

/** The one it left becomes the one it came to; the others stay (a room beside a person). */
function exchanged(
	resources: readonly ResourceId[],
	{ from, to }: { readonly from: ResourceId | undefined; readonly to: ResourceId }
): readonly ResourceId[] {
	const kept = resources.filter((id) => id !== from && id !== to)
	const at = from === undefined ? 0 : Math.max(0, resources.indexOf(from))
	return to === '' ? kept : [...kept.slice(0, at), to, ...kept.slice(at)]
}
