/** Loaded before a program that is watched (`node --expose-gc --import …`): answers whoever started it with what it holds. */
process.on('message', () => {
	globalThis.gc?.()
	const { rss, heapUsed, external } = process.memoryUsage()
	process.send?.({ rss, held: heapUsed + external })
})
