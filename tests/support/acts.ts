/** Everything a person can do to one small shared book: the acts that laws about several devices are made of. */
import * as fc from 'fast-check'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Result } from '#lib/core/result.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { copyAppointment, createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { importPlan } from '#lib/doc/edit/import.ts'
import type { EditContext } from '#lib/doc/edit/plan.ts'
import { deleteAppointment, deleteSeries, restoreAppointment } from '#lib/doc/edit/remove.ts'
import type { Edit, UndoStep } from '#lib/doc/write.ts'
import * as arbitrary from './arbitrary.ts'
import { at, random, timed, titled, TUESDAYS } from './salon.ts'
import type { Device, World } from './world.ts'

/** What every device knows before the acts begin. */
export interface Shared {
	readonly single: AppointmentId
	readonly series: AppointmentId
	/** A date of the series that has an override already, and one that has none. */
	readonly touched: AppointmentId
	readonly untouched: AppointmentId
}

export function shareBook(world: World): Shared {
	const [first] = world.devices as readonly [Device]
	const single = first.edit((context) =>
		createAppointment(context, random(1), timed(at(23, 9)), titled('Cut'))
	).edit.id
	const series = first.edit((context) => createSeries(context, random(2), TUESDAYS, titled('Class'))).edit.id
	const shared = { single, series, touched: `${series}@2026-11-17`, untouched: `${series}@2026-11-24` }
	first.edit((context) => setStatus(context, shared.touched, 'arrived', 'early'))
	first.edit((context) => editDetails(context, shared.touched, { note: 'brought a friend' }))
	world.settle()
	return shared
}

/** Plans one edit for a device; `n` is different for every act, for ids and words that must differ. */
export type Act = (shared: Shared, n: number) => (context: EditContext) => Result<Edit>

export const ACTS: Readonly<Record<string, fc.Arbitrary<Act>>> = {
	move: fc.record({ when: arbitrary.when }).map(
		({ when }): Act =>
			({ single }) =>
			(context) =>
				moveAppointment(context, single, when)
	),
	'move a date': fc
		.record({ when: arbitrary.timedWhen, target: fc.constantFrom('touched', 'untouched') })
		.map(
			({ when, target }): Act =>
				(shared) =>
				(context) =>
					moveAppointment(context, shared[target as keyof Shared], when)
		),
	status: fc
		.record({ state: arbitrary.state, target: fc.constantFrom('single', 'series', 'touched', 'untouched') })
		.map(
			({ state, target }): Act =>
				(shared) =>
				(context) =>
					setStatus(context, shared[target], state.status, state.reason)
		),
	details: fc
		.record({
			parts: fc.record({ ...pick(arbitrary) }, { requiredKeys: [] }),
			target: fc.constantFrom('single', 'touched', 'series')
		})
		.map(
			({ parts, target }): Act =>
				(shared) =>
				(context) =>
					editDetails(context, shared[target as keyof Shared], parts)
		),
	delete: fc.constantFrom('single', 'touched', 'untouched').map(
		(target): Act =>
			(shared) =>
			(context) =>
				deleteAppointment(context, shared[target as keyof Shared])
	),
	restore: fc.constantFrom('single', 'touched').map(
		(target): Act =>
			(shared) =>
			(context) =>
				restoreAppointment(context, shared[target as keyof Shared])
	),
	'delete the series': fc.constant(
		({ untouched }: Shared) =>
			(context: EditContext) =>
				deleteSeries(context, untouched)
	),
	create: fc.record({ when: arbitrary.when, note: arbitrary.note }).map(
		({ when, note }): Act =>
			(_, n) =>
			(context) =>
				createAppointment(context, random(100 + n), when, { note })
	),
	copy: fc.record({ when: arbitrary.timedWhen }).map(
		({ when }): Act =>
			({ single }, n) =>
			(context) =>
				copyAppointment(context, random(100 + n), single, when)
	),
	import: fc
		.record({ appointments: fc.array(arbitrary.appointment, { maxLength: 3 }), series: arbitrary.series })
		.chain(({ appointments, series }) =>
			fc.array(arbitrary.overrideOf(series.id), { maxLength: 2 }).map(
				(overrides): Act =>
					() =>
					(context) =>
						importPlan(context, { appointments, series: [series], overrides })
			)
		)
}

function pick({ what, who, note, more, timedWhen: when }: typeof arbitrary) {
	return { what, who, note, more, when }
}

export const anyAct: fc.Arbitrary<Act> = fc.oneof(...Object.values(ACTS))

/** Series have no `when`, which the act `details` may try: a refused act is no act. */
export function tryAct(device: Device, act: Act, shared: Shared, n: number): UndoStep | undefined {
	const planned = act(shared, n)(device.context)
	return planned.ok ? device.apply(planned.value) : undefined
}
