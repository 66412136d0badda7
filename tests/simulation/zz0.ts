import { live } from './world.ts'
const [from = '0', count = '1'] = process.argv.slice(2)
const t0 = performance.now()
for (let n = 0; n < Number(count); n++) {
	const seed = String(Number(from) + n)
	const t = performance.now()
	const o = await live(seed, {}, { machines: 3, steps: [] })
	console.log(
		seed,
		(performance.now() - t).toFixed(0) + 'ms',
		o.ran,
		Math.round(o.passed / 1000) + 's',
		o.step,
		o.broken?.slice(0, 1500) ?? 'ok'
	)
	if (count === '1') console.log(Object.fromEntries(o.counts))
}
const cpu = process.cpuUsage()
console.log('cpu', (cpu.user + cpu.system) / 1000 / Number(count), 'ms')
console.log((performance.now() - t0) / Number(count), 'ms per seed')
