/** What a key of the frame does. */
import type { Actions } from './actions.ts'
import type { FrameState } from './frame-state.svelte.ts'
import type { FrameCommand } from './keys.ts'

export interface CommandDeps {
	readonly frame: FrameState
	readonly actions: Actions
	readonly newAppointment: () => void
	/** To the field that takes a date in words. */
	readonly askForDate: () => void
}

export function runCommand(
	command: FrameCommand,
	{ frame, actions, newAppointment, askForDate }: CommandDeps
): void {
	switch (command.kind) {
		case 'view':
			return frame.show(command.view)
		case 'step':
			return frame.step(command.direction)
		case 'today':
			return frame.goToday()
		case 'new':
			return newAppointment()
		case 'undo':
			return void actions.undo()
		case 'redo':
			return void actions.redo()
		case 'keys':
			frame.panel = { kind: 'keys' }
			return
		case 'jump':
			return askForDate()
		case 'inbox':
			frame.panel = { kind: 'inbox' }
			return
		default:
			command satisfies never
	}
}
