/** Waiting for something to become true of a room: looked at whenever the room changes, given up after a while. */
import type { Room } from '#lib/doc/rooms.ts'
import type { Timers } from './timers.ts'

export interface RoomWaiters {
	/** Resolves when `isOver`, or after `longest` milliseconds. */
	until(room: Room, isOver: () => boolean, longest: number): Promise<void>
	/** The room changed: those who wait for it look again. */
	wake(room: Room): void
	wakeAll(): void
}

export function createRoomWaiters(timers: Timers): RoomWaiters {
	const waiters = new Map<Room, Set<() => void>>()
	const wake = (room: Room) => [...(waiters.get(room) ?? [])].forEach((look) => look())

	return {
		until(room, isOver, longest) {
			if (isOver()) return Promise.resolve()
			return new Promise((resolve) => {
				const ofRoom = waiters.get(room) ?? new Set()
				waiters.set(room, ofRoom)
				const end = () => {
					callOff()
					ofRoom.delete(look)
					resolve()
				}
				const look = () => isOver() && end()
				const callOff = timers.after(longest, end)
				ofRoom.add(look)
			})
		},
		wake,
		wakeAll: () => [...waiters.keys()].forEach(wake)
	}
}
