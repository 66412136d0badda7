/** What stands behind `#` in a link of ours; undefined where it is cut off or no code at all. */
export function readCode(hash: string): string | undefined {
	const code = hash.replace(/^#/, '').trim()
	return /^[\w-]{1,128}$/.test(code) ? code : undefined
}
