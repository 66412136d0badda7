/** Takes text out of the app: to the clipboard, or as a file. */

/** False where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text)
		return true
	} catch {
		return false
	}
}

export function saveText(name: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	// The download has its own hold on the file by the next task.
	setTimeout(() => URL.revokeObjectURL(url), 0)
}
