// Runs before the first paint, so that a dark room is not lit by a white flash. A file of its own: the content security
// policy allows no inline script of ours.
;(function () {
	let choice = 'system'
	try {
		choice = localStorage.getItem('daybook.theme') || 'system'
	} catch {
		// Storage refused: the machine's own wish holds.
	}
	const dark =
		choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
	document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
