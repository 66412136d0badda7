/** Makes the calendar file and hands it to the browser's downloads. */
import type { Day, Span } from '#lib/core/time/wall.ts'
import { formatDay } from '#lib/core/time/wall.ts'
import { inRange, writeCalendar } from '#lib/core/ical/write.ts'
import type { Book } from '#lib/client/book.ts'

export interface SavedFile {
	readonly file: string
	/** Appointments and series in it. */
	readonly count: number
}

/** `range` undefined: everything. */
export async function saveFile(book: Book, range: Span<Day> | undefined): Promise<SavedFile> {
	const all = await book.content()
	const content = range ? inRange(all, range) : all
	const file = fileName(content.name, range)
	const url = URL.createObjectURL(new Blob([writeCalendar(content)], { type: 'text/calendar;charset=utf-8' }))
	const link = document.createElement('a')
	link.href = url
	link.download = file
	link.click()
	// The download has its own hold on the file by the next task.
	setTimeout(() => URL.revokeObjectURL(url), 0)
	const isLive = ({ state }: { readonly state: { readonly status: string } }) => state.status !== 'deleted'
	const count =
		content.appointments.filter(isLive).length + content.series.filter(({ series }) => isLive(series)).length
	return { file, count }
}

/** `Salon-Aurora-2026-01-01.ics`: what every file system takes. */
function fileName(name: string, range: Span<Day> | undefined): string {
	const plain = name
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '')
	return `${plain || 'daybook'}${range ? `-${formatDay(range.start)}` : ''}.ics`
}
