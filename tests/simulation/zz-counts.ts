import { live } from './world.ts'
const sum = new Map<string, number>()
const [n = '60'] = process.argv.slice(2)
for (let i = 0; i < Number(n); i++) {
	const o = await live(`counted ${i}`)
	if (o.broken) console.log(i, o.broken.slice(0, 300))
	for (const [k, v] of o.counts) sum.set(k, (sum.get(k) ?? 0) + v)
}
console.log(Object.fromEntries([...sum].sort((a, b) => a[1] - b[1])))
