/**
 * Answers every message of the bench with what this process has used so far, and ends with the bench.
 *
 * @param {() => Promise<void>} close
 */
export function tellUsage(close = async () => undefined) {
	process.on('message', () => {
		const { user, system } = process.cpuUsage()
		process.send?.({
			cpuMicros: user + system,
			rssBytes: process.memoryUsage.rss(),
			mostRssBytes: process.resourceUsage().maxRSS * 1024
		})
	})
	process.once('disconnect', () => close().finally(() => process.exit(0)))
}
