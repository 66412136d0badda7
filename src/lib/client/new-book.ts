/** A new book: what its root document begins with. */
import { colourAt } from '#lib/core/workspace/colour.ts'
import type { About, Calendar, Resource, Service, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { isZone } from '#lib/core/time/zone.ts'
import {
	saveAbout,
	saveCalendar,
	saveResource,
	saveService,
	together,
	type PlannedRoot,
	type RootContext
} from '#lib/doc/edit/workspace.ts'
import { rootRoom } from '#lib/doc/rooms.ts'
import type { Edit } from '#lib/doc/write.ts'
import type { NewBook } from './device.ts'
import type { Editing } from './editing.ts'

export interface BookSetUp {
	readonly about: About
	readonly resources: readonly Resource[]
	readonly services: readonly Service[]
	readonly calendars: readonly Calendar[]
}

/** An empty book: its staff and one shared calendar. */
export function emptyBook(asked: NewBook, newId: () => string): Result<BookSetUp, 'bad-input'> {
	const name = asked.name.trim()
	if (name === '') return refuse('bad-input', 'The book needs a name: that of the business will do')
	if (!isZone(asked.zone))
		return refuse('bad-input', `There is no time zone "${asked.zone}": try Europe/Berlin`)
	const staff = asked.staff.map((one) => one.trim()).filter((one) => one !== '')
	return ok({
		about: { name, zone: asked.zone, demo: false },
		resources: staff.map((person, order) => ({
			id: newId(),
			kind: 'staff',
			name: person,
			colour: colourAt(order),
			order,
			archived: false
		})),
		services: [],
		calendars: [{ id: newId(), name, colour: colourAt(0), kind: 'shared' }]
	})
}

/** Writes it as one action. */
export async function setUp(editing: Editing, workspace: WorkspaceId, book: BookSetUp): Promise<void> {
	await editing.apply([rootRoom(workspace)], `Set up ${book.about.name}`, (docOf) =>
		planSetUp({ workspace, docOf }, book)
	)
}

function planSetUp(context: RootContext, book: BookSetUp): PlannedRoot {
	const edits: Edit[] = []
	const plans = [
		saveAbout(context, book.about),
		...book.calendars.map((calendar) => saveCalendar(context, calendar)),
		...book.resources.map((resource) => saveResource(context, resource)),
		...book.services.map((service) => saveService(context, service))
	]
	for (const plan of plans) {
		if (!plan.ok) return plan
		edits.push(plan.value)
	}
	return ok(together(edits))
}
