/** The floor: what the browser itself needs for the boxes, positioned by hand in plain DOM, all of them at once. */
export interface FloorBox {
	readonly line: number
	/** Minutes from midnight of the first day. */
	readonly start: number
	readonly end: number
	readonly title: string
	readonly service: string
	readonly hue: string
}

const STYLE = `.floor{position:relative;height:100%;overflow:auto;background:var(--surface)}
.floor div{position:absolute;box-sizing:border-box;overflow:hidden;border-radius:4px;padding:2px 6px;font-size:12px;
line-height:16px;border-inline-start:3px solid}.floor b,.floor span{display:block;white-space:nowrap;overflow:hidden}`

const clock = (minute: number) =>
	`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Returns what takes it away again. */
export function drawFloor(
	stage: HTMLElement,
	boxes: readonly FloorBox[],
	view: string,
	lines: number
): () => void {
	const root = document.createElement('div')
	root.className = 'floor'
	const sheet = document.createElement('style')
	sheet.textContent = STYLE
	const room = document.createElement('div')
	room.style.cssText =
		view === 'timeline' ? `width:2304px;height:${lines * 46}px` : `width:${lines * 148}px;height:1632px`
	root.append(sheet, room)
	for (const box of boxes) {
		const element = document.createElement('div')
		const length = box.end - box.start
		element.style.cssText =
			view === 'timeline'
				? `left:${box.start * 1.6}px;width:${length * 1.6 - 2}px;top:${box.line * 46}px;height:40px`
				: `top:${box.start * 1.133}px;height:${length * 1.133 - 2}px;left:${box.line * 148}px;width:140px`
		element.style.cssText += `;background:var(--hue-${box.hue}-bg);color:var(--hue-${box.hue}-ink)`
		const title = document.createElement('b')
		title.textContent = box.title
		const time = document.createElement('span')
		time.textContent = `${clock(box.start)}–${clock(box.end)}`
		const service = document.createElement('span')
		service.textContent = box.service
		element.append(time, title, service)
		room.append(element)
	}
	stage.append(root)
	return () => root.remove()
}
