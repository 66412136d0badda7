import { DELIBERATE_BUGS } from './bugs.ts'
import { live } from './world.ts'
for (const { what, bugs, found } of DELIBERATE_BUGS) {
	const hits: string[] = []
	let first = -1
	for (let s = 0; s < 40; s++) {
		const b = (await live(`bug ${s}`, bugs)).broken
		if (b) {
			if (first < 0) first = s
			hits.push(b.slice(0, 140))
			if (hits.length >= 3) break
		}
	}
	console.log(
		what,
		first,
		hits.map((h) => [found.test(h), h])
	)
}
