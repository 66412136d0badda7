/**
 * The inside of a card as DOM nodes, for engines that are not Svelte (FullCalendar's `eventContent`): five nodes, no
 * handlers. Wrap them in an element that wears `content.classes`.
 */
import type { CardContent } from './card-content.ts'

const SVG = 'http://www.w3.org/2000/svg'

export function createCardNodes(content: CardContent, document: Document): readonly Element[] {
	const icon = document.createElementNS(SVG, 'svg')
	icon.setAttribute('viewBox', '0 0 16 16')
	icon.setAttribute('aria-hidden', 'true')
	const path = document.createElementNS(SVG, 'path')
	path.setAttribute('d', content.icon)
	icon.append(path)
	const time = document.createElement('span')
	time.className = 'card-time'
	// Drawn from an attribute: see `card.css`.
	time.dataset['time'] = content.startTime
	time.append(icon)
	const title = document.createElement('b')
	title.textContent = content.title
	if (content.service === '') return [time, title]
	const service = document.createElement('span')
	service.className = 'card-service'
	service.textContent = content.service
	return [time, title, service]
}
