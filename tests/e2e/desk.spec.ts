/** A manager's hour at the desk: keyboard, overlaps in every view, series, import for one person, details that go wrong. */
import type { Page } from '@playwright/test'
import { bookByForm, card, cards, expect, saved, startEmptyBook, test } from './fixtures.ts'
import { boxOf, dragByMouse, middleOf } from './hands.ts'
import { openFromMenu } from './menu.ts'

const ANNA = { client: 'Anna Weber', start: '11:00', end: '12:00' }
const VIEWS = ['staff-day', 'timeline', 'day', 'week', 'month', 'list'] as const

const editor = (page: Page) => page.getByRole('dialog', { name: 'New appointment' })
const field = (page: Page, label: string) => page.getByRole('dialog').getByLabel(label, { exact: true })

test('without a mouse: open, fill, book, move, resize, delete, undo, other views, another date', async ({
	page
}) => {
	await page.goto('/')
	await startEmptyBook(page)
	await page.keyboard.press('n')
	await expect(editor(page).getByLabel('Client')).toBeFocused()
	await page.keyboard.type('Anna Weber')
	await editor(page).getByRole('checkbox', { name: 'Mia' }).focus()
	await page.keyboard.press('Space')
	await page.keyboard.press('Control+Enter')
	const anna = page.getByRole('button', { name: /^10:30 to 11:30, Anna Weber.*with Mia/ })
	await expect(anna).toBeVisible()

	await anna.focus()
	await page.keyboard.press('Alt+ArrowDown')
	await page.keyboard.press('Alt+Shift+ArrowUp')
	await expect(page.getByRole('button', { name: /^10:45 to 11:30, Anna Weber/ })).toBeFocused()
	await page.keyboard.press('Delete')
	await expect(cards(page)).toHaveCount(0)
	await page.keyboard.press('Control+z')
	await expect(page.getByRole('button', { name: /^10:45 to 11:30, Anna Weber/ })).toBeVisible()

	for (const [key, view] of [
		['w', 'week'],
		['m', 'month'],
		['l', 'list'],
		['r', 'timeline'],
		['d', 'day'],
		['s', 'staff-day']
	] as const) {
		await page.getByRole('main').focus()
		await page.keyboard.press(key)
		await expect(page).toHaveURL(new RegExp(`view=${view}`))
		await expect(card(page, 'Anna Weber').first(), view).toBeVisible()
	}

	await page.getByRole('main').focus()
	await page.keyboard.press('g')
	await page.keyboard.type('24.12.')
	await page.keyboard.press('Enter')
	await expect(page.getByRole('banner').getByRole('heading', { level: 1 })).toContainText('24 December 2026')
	await page.keyboard.press('t')
	await expect(card(page, 'Anna Weber')).toBeVisible()
})

test('an overlap is marked in all six views at once, and gone from them after an undo', async ({
	emptyBook: page
}) => {
	await bookByForm(page, ANNA)
	await bookByForm(page, { client: 'Ben Ostrowski', start: '11:30', end: '12:30' })
	for (const view of VIEWS) {
		await page.getByRole('radio', { name: viewName(view), exact: true }).check({ force: true })
		await expect(card(page, 'Anna Weber.*overlaps 1 other').first(), view).toBeVisible()
		await expect(card(page, 'Ben Ostrowski.*overlaps 1 other').first(), view).toBeVisible()
	}
	await page.getByRole('banner').getByRole('button', { name: /^Undo/ }).click()
	await expect(card(page, 'Ben Ostrowski')).toHaveCount(0)
	for (const view of VIEWS) {
		await page.getByRole('radio', { name: viewName(view), exact: true }).check({ force: true })
		await expect(card(page, 'Anna Weber').first(), view).toBeVisible()
		await expect(card(page, 'Anna Weber.*overlaps'), view).toHaveCount(0)
	}
})

const viewName = (view: (typeof VIEWS)[number]) =>
	view === 'staff-day' ? 'Staff day' : view[0]!.toUpperCase() + view.slice(1)

test('cards of a crowded day never cover one another', async ({ demoBook: page }) => {
	await page.goto('/?view=day&date=2026-11-25')
	await expect(card(page, 'Kateřina Rahimi')).toBeVisible()
	const boxes = await page
		.locator('.fc-timegrid-event[data-key]')
		.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect))
	expect(boxes.length).toBeGreaterThan(20)
	const covered = boxes.filter((a, n) =>
		boxes
			.slice(n + 1)
			.some(
				(b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2
			)
	)
	expect(covered).toEqual([])
})

test('one date of a series is moved, one is cancelled, the others stay; the series is deleted as one', async ({
	demoBook: page
}) => {
	await page.goto('/?view=staff-day&date=2026-11-25')
	await card(page, 'Lunch.*with Mei').click()
	await expect(page.getByRole('dialog').getByText('One date of a series')).toBeVisible()
	await field(page, 'Start').fill('15:45')
	await field(page, 'Start').press('Tab')
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
	// "Only this one" is what is asked for unless something else is chosen.
	const question = page.getByRole('dialog', { name: /^(Move|Change) “Lunch/ })
	await expect(question.getByRole('radio', { name: 'Only this one' })).toBeChecked()
	await page.keyboard.press('Enter')
	await expect(page.getByRole('button', { name: /^15:45 to 16:15, Lunch, with Mei/ })).toBeVisible()
	await page.getByRole('button', { name: 'Later' }).click()
	await expect(page).toHaveURL(/2026-11-26/)
	await expect(page.getByRole('button', { name: /^13:00 to 13:30, Lunch, with Mei/ })).toBeVisible()

	await page.getByRole('button', { name: /^13:00 to 13:30, Lunch, with Mei/ }).focus()
	await page.keyboard.press('7')
	await expect(
		page.getByRole('button', { name: /^13:00 to 13:30, Lunch, with Mei.*cancelled/ })
	).toBeVisible()
	await page.goto('/?view=staff-day&date=2026-11-27')
	await expect(
		page.getByRole('button', { name: /^13:00 to 13:30, Lunch, with Mei.*confirmed/ })
	).toBeVisible()

	await page.getByRole('button', { name: /^13:00 to 13:30, Lunch, with Mei/ }).click()
	await page.getByRole('dialog').getByRole('button', { name: 'Delete…' }).click()
	await page.getByRole('menuitem', { name: 'Delete the whole series' }).click()
	await expect(card(page, 'Lunch, with Mei')).toHaveCount(0)
	await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
	await expect(card(page, 'Lunch, with Mei')).toHaveCount(1)
})

test('an imported calendar goes to the person chosen, and what is no appointment is counted', async ({
	emptyBook: page
}) => {
	const event = (n: number) =>
		`BEGIN:VEVENT\r\nUID:${n}@x\r\nDTSTART:20261125T1${n}0000\r\nDTEND:20261125T1${n}3000\r\nSUMMARY:Guest ${n}\r\nEND:VEVENT\r\n`
	const rest =
		'BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Buy towels\r\nEND:VTODO\r\nBEGIN:VEVENT\r\nUID:bad\r\nSUMMARY:No such day\r\nDTSTART:20260231T090000\r\nEND:VEVENT\r\n'
	await openFromMenu(page, 'Import…')
	const dialog = page.getByRole('dialog', { name: 'Import appointments' })
	await dialog.getByLabel('Calendar file').setInputFiles({
		name: 'guests.ics',
		mimeType: 'text/calendar',
		buffer: Buffer.from(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${event(1)}${event(4)}${rest}END:VCALENDAR\r\n`)
	})
	await expect(dialog.getByText('1 entry is no appointment')).toBeVisible()
	await expect(dialog.getByText(/2026-02-31/)).toBeVisible()
	await expect(dialog.getByRole('button', { name: 'Copy what is unreadable' })).toBeVisible()
	await dialog.getByLabel('Put the new appointments with').selectOption({ label: 'Jonas' })
	await dialog.getByRole('button', { name: 'Import 2 appointments' }).click()
	await dialog.getByRole('button', { name: 'Show the book' }).click()
	await expect(card(page, 'Guest 1, with Jonas')).toBeVisible()
	await expect(card(page, 'Guest 4, with Jonas')).toBeVisible()
})

for (const [name, content] of [
	['contract.pdf', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'],
	['page.html', '<!doctype html><html><body>Sign in</body></html>'],
	['empty.ics', '']
] as const) {
	test(`${name} is refused with one sentence`, async ({ emptyBook: page }) => {
		await openFromMenu(page, 'Import…')
		const dialog = page.getByRole('dialog', { name: 'Import appointments' })
		await dialog
			.getByLabel('Calendar file')
			.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
		await expect(dialog.getByRole('alert')).toContainText('This file cannot be imported')
		await expect(dialog.getByRole('alert').getByRole('paragraph').nth(1)).toHaveText(/\S.{15,220}/)
	})
}

test('what cannot be meant is refused beside its field, and the rest stays', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	await card(page, 'Anna Weber').click()
	const note = `${'Ten thousand letters. '.repeat(455)}🌿 סוף`
	await page.getByRole('dialog').getByLabel('Note').fill(note)
	await field(page, 'End').fill('09:00')
	await field(page, 'End').press('Tab')
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
	await expect(page.getByText('is not after start')).toBeVisible()
	await expect(field(page, 'End')).toBeFocused()
	await field(page, 'End').fill('12:30')
	await field(page, 'End').press('Tab')
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
	await expect(page.getByRole('button', { name: /^11:00 to 12:30, Anna Weber/ })).toBeVisible()
	await saved(page)
	await page.reload()
	await card(page, 'Anna Weber').click()
	await expect(page.getByRole('dialog').getByLabel('Note')).toHaveValue(note)
})

test('a card is carried to another day in the week and in the month', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	for (const [view, columns] of [
		['week', 7],
		['month', 7]
	] as const) {
		await page.goto(`/?view=${view}&date=2026-11-25`)
		const anna = card(page, 'Anna Weber')
		const from = middleOf(await boxOf(anna))
		const { width } = await boxOf(page.getByRole('main'))
		await dragByMouse(page, from, { x: from.x + width / columns, y: from.y })
		await expect(
			page.getByRole('region', { name: 'Messages' }).getByText(/Moved “Anna Weber” to/)
		).toBeVisible()
	}
	await page.goto('/?view=staff-day&date=2026-11-27')
	await expect(page.getByRole('button', { name: /^11:00 to 12:00, Anna Weber/ })).toBeVisible()
})

test('the start of a card is pulled too, in the engine’s views and in ours', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	for (const [view, upTo] of [
		['staff-day', '10:30'],
		['day', '10:00']
	] as const) {
		await page.goto(`/?view=${view}&date=2026-11-25`)
		const anna = card(page, 'Anna Weber')
		const box = await boxOf(anna)
		await page.mouse.move(middleOf(box).x, middleOf(box).y)
		const half = (box.height / (view === 'staff-day' ? 60 : 90)) * 30
		const edge = { x: middleOf(box).x, y: box.y + 2 }
		await dragByMouse(page, edge, { x: edge.x, y: edge.y - half })
		await expect(
			page.getByRole('button', { name: new RegExp(`^${upTo} to 12:00, Anna Weber`) }),
			view
		).toBeVisible()
	}
})

test('single keys rest when they are switched off, and what the sheet says is true', async ({
	emptyBook: page
}) => {
	await openFromMenu(page, 'Settings')
	await page.getByRole('switch', { name: 'Single-key shortcuts' }).click()
	await page.keyboard.press('Escape')
	await expect(page.getByRole('dialog')).toHaveCount(0)
	await page.getByRole('main').focus()
	await page.keyboard.press('w')
	await page.keyboard.press('n')
	await expect(page.getByRole('region', { name: /^Staff day/ })).toBeVisible()
	await expect(page.getByRole('dialog')).toHaveCount(0)
	await page.keyboard.press('ArrowRight')
	await expect(page).toHaveURL(/2026-11-26/)
})

test('the staff day stays where it was scrolled when the day is turned', async ({ demoBook: page }) => {
	const board = page.getByRole('region', { name: /^Staff day/ })
	await expect(page.getByRole('button', { name: /Kateřina Rahimi/ }).first()).toBeInViewport()
	await board.hover()
	await page.mouse.wheel(0, 300)
	const late = () => page.getByRole('button', { name: /^16:00 to/ }).first()
	await expect(late()).toBeInViewport()
	await page.getByRole('main').focus()
	await page.keyboard.press('ArrowRight')
	await expect(page).toHaveURL(/2026-11-26/)
	await expect(page.getByRole('button', { name: /^1[67]:\d\d to/ }).first()).toBeInViewport()
})

test('a book that is exported and read again is unchanged', async ({ demoBook: page }, testInfo) => {
	await openFromMenu(page, 'Export…')
	const download = page.waitForEvent('download')
	await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click()
	const file = testInfo.outputPath('book.ics')
	await (await download).saveAs(file)
	await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click()
	await openFromMenu(page, 'Import…')
	const dialog = page.getByRole('dialog', { name: 'Import appointments' })
	await dialog.getByLabel('Calendar file').setInputFiles(file)
	await expect(dialog.getByRole('button', { name: 'Nothing to import' })).toBeVisible({ timeout: 60_000 })
	await expect(dialog.getByRole('button', { name: /^[\d,]{5,} Unchanged/ })).toBeVisible()
})

test('a room is added and named without touching the mouse again', async ({ emptyBook: page }) => {
	await openFromMenu(page, 'Settings')
	await page.getByRole('dialog').getByText('People & rooms').click()
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /^Add room/i })
		.click()
	await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
	await page.keyboard.type('Blue room')
	await page.keyboard.press('Enter')
	await page.keyboard.press('Escape')
	await expect(page.getByRole('complementary').getByRole('checkbox', { name: 'Blue room' })).toBeChecked()
})
