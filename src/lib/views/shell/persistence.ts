/** Asks the browser once not to clear the book when the disk runs low: after the first real edit, when it means something. */
import type { Desk } from './desk.ts'

const ASKED = 'daybook.persistence-asked'

export function keepFromEviction({ device, book }: Desk): void {
	if (device.storage.persistent || !device.storage.available || book.workspace.about.demo) return
	try {
		if (sessionStorage.getItem(ASKED)) return
		sessionStorage.setItem(ASKED, 'yes')
	} catch {
		return
	}
	void navigator.storage?.persist?.()
}
