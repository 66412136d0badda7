/** Changes of the workspace itself: its name and zone, its people, its services. Each is one action and one undo. */
import { rootRoom } from '#lib/doc/rooms.ts'
import {
	saveAbout,
	saveResource,
	saveService,
	type PlannedRoot,
	type RootContext
} from '#lib/doc/edit/workspace.ts'
import type { BookCore } from './book-core.ts'
import type { Book } from './book.ts'
import type { UndoEntry } from './undo-stack.ts'

export function createRootSaving(
	{ deps, editing }: Pick<BookCore, 'deps' | 'editing'>,
	did: (entry: UndoEntry) => void
): Pick<Book, 'saveAbout' | 'saveResource' | 'saveService'> {
	const { workspace } = deps
	const save = (label: string, plan: (context: RootContext) => PlannedRoot) =>
		editing.inTurn(async () => {
			const applied = await editing.apply([rootRoom(workspace)], label, (docOf) => plan({ workspace, docOf }))
			if (applied.ok) did({ label, steps: [applied.value.step] })
		})
	return {
		saveAbout: (about) => save('Changed the book', (context) => saveAbout(context, about)),
		saveResource: (resource) =>
			save(`Changed ${resource.name}`, (context) => saveResource(context, resource)),
		saveService: (service) => save(`Changed ${service.name}`, (context) => saveService(context, service))
	}
}
