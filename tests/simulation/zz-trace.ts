import { readFrame } from '#lib/core/wire/message.ts'
import { decodeStateVector, parseUpdateMeta } from 'yjs'
import { live } from './world.ts'
import { planOf } from './steps.ts'
const [seed = '0', room = '', who = ''] = process.argv.slice(2)
const show = (v: ReadonlyMap<number, number>) => [...v].map(([c, n]) => `${c}:${n}`).join(' ')
const plan = planOf(seed)
plan.steps.forEach((s, i) => console.log(i, s.name, s.who % plan.machines, Math.round(s.passMs)))
const o = await live(seed, {}, plan, (at, name, way, bytes) => {
	if (!name.startsWith(who)) return
	const f = readFrame(bytes)
	if (!f.ok || f.value.room !== room) return
	const m = f.value.message
	const { kind } = m
	const more =
		m.kind === 'opened'
			? `e ${m.epoch} p${m.position} ${m.access} [${show(decodeStateVector(m.vector))}]`
			: m.kind === 'news'
				? `p${m.position} [${show(parseUpdateMeta(m.update).from)} -> ${show(parseUpdateMeta(m.update).to)}]`
				: m.kind === 'update' || m.kind === 'step2'
					? `[${show(parseUpdateMeta(m.update).from)} -> ${show(parseUpdateMeta(m.update).to)}]`
					: m.kind === 'durable'
						? `${m.count} p${m.position}`
						: m.kind === 'open'
							? `${m.epoch} p${m.position}`
							: m.kind === 'step1'
								? `[${show(decodeStateVector(m.vector))}]`
								: m.kind === 'refused'
									? `${m.code} ${m.update}`
									: ''
	console.log(((at - Date.UTC(2026, 10, 23, 9)) / 1000).toFixed(3), name, way, kind, more)
})
console.log(o.step, o.broken)
