/** A life that fails, with as many of its steps left out as can be: what is left tells what it takes. */
import { createDice } from './dice.ts'
import type { Plan } from './steps.ts'
import type { Outcome } from './world.ts'

/** The same failure, whoever it struck: without names and numbers. */
export const kindOf = (broken: string): string =>
	(broken.split('\n', 1)[0] ?? '')
		.replace(/“[^”]*”/g, '…')
		.replace(/\S*\d\S*/g, '#')
		.slice(0, 60)

/** At most so many lives are lived for it. */
const TRIES = 80

export async function shorten(
	failed: Outcome,
	plan: Plan,
	relive: (plan: Plan) => Promise<Outcome>
): Promise<{ readonly plan: Plan; readonly outcome: Outcome }> {
	const kind = kindOf(failed.broken ?? '')
	let best = {
		plan: { ...plan, steps: plan.steps.slice(0, (failed.step ?? plan.steps.length) + 1) },
		outcome: failed
	}
	let tries = 0
	for (
		let part = Math.ceil(best.plan.steps.length / 2);
		part >= 1 && tries < TRIES;
		part = Math.floor(part / 2)
	) {
		for (let from = 0; from < best.plan.steps.length && tries < TRIES; tries++) {
			const steps = best.plan.steps.filter((_, at) => at < from || at >= from + part)
			const outcome = await relive({ ...plan, steps })
			if (outcome.broken !== undefined && kindOf(outcome.broken) === kind)
				best = { plan: { ...plan, steps }, outcome }
			else from += part
		}
	}
	return best
}

/** One line for each step, as it is printed. */
export const sayPlan = ({ machines, steps }: Plan): string =>
	[
		`${machines} machines`,
		...steps.map(
			({ name, who, seed, passMs }) =>
				`  m${who % machines} ${name}, then ${passMs.toFixed(0)} ms (dice ${seed}, first ${createDice(seed).below(100)})`
		)
	].join('\n')
