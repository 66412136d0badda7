import { bookByForm, card, cards, expect, saved, test } from './fixtures.ts'
import { boxOf, drag, dragByMouse, middleOf, swipe } from './hands.ts'

const ANNA = { client: 'Anna Weber', start: '11:00', end: '12:00' }

test.describe('in the staff day', () => {
	test('an empty slot is clicked, filled in and booked', async ({ emptyBook: page }) => {
		const column = page.getByRole('group', { name: /^Mia, 0 appointments/ })
		const box = await boxOf(page.getByRole('region', { name: /^Staff day/ }))
		const { x, width } = (await column.boundingBox())!
		await page.mouse.click(x + width / 2, box.y + box.height / 2)
		const editor = page.getByRole('dialog', { name: 'New appointment' })
		await expect(editor.getByRole('checkbox', { name: 'Mia' })).toBeChecked()
		await editor.getByLabel('Client').fill('Ben Ostrowski')
		await editor.getByRole('button', { name: 'Book it' }).click()
		await expect(card(page, 'Ben Ostrowski.*with Mia')).toBeVisible()
	})

	test('a card is dragged to another hour and keeps its length', async ({ emptyBook: page, hasTouch }) => {
		await bookByForm(page, ANNA)
		const box = await boxOf(card(page, 'Anna Weber'))
		await drag(page, hasTouch, middleOf(box), { ...middleOf(box), y: middleOf(box).y + box.height + 4 })
		await expect(page.getByRole('button', { name: /^12:00 to 13:00, Anna Weber/ })).toBeVisible()
	})

	test('a card is dragged to another person', async ({ emptyBook: page, hasTouch }) => {
		await bookByForm(page, ANNA)
		const from = middleOf(await boxOf(card(page, 'Anna Weber')))
		const jonas = await boxOf(page.getByRole('group', { name: /^Jonas, \d+ appointment/ }))
		await drag(page, hasTouch, from, { x: jonas.x + jonas.width / 2, y: from.y })
		await expect(card(page, 'Anna Weber.*with Jonas')).toBeVisible()
		await expect(card(page, 'Anna Weber.*with Mia')).toHaveCount(0)
	})

	test('a card is made longer at its lower edge', async ({ emptyBook: page, hasTouch }) => {
		await bookByForm(page, ANNA)
		const anna = card(page, 'Anna Weber')
		if (hasTouch) {
			await anna.focus()
		}
		const box = await boxOf(anna)
		const edge = { x: box.x + box.width / 2, y: box.y + box.height - 2 }
		await drag(page, hasTouch, edge, { ...edge, y: edge.y + box.height / 2 + 4 })
		await expect(page.getByRole('button', { name: /^11:00 to 12:30, Anna Weber/ })).toBeVisible()
	})

	test('the keyboard moves, grows, sets the status, deletes and takes back', async ({ emptyBook: page }) => {
		await bookByForm(page, ANNA)
		const anna = card(page, 'Anna Weber')
		await anna.focus()
		await page.keyboard.press('Alt+ArrowDown')
		await expect(page.getByRole('button', { name: /^11:15 to 12:15, Anna Weber/ })).toBeFocused()
		await page.keyboard.press('Alt+Shift+ArrowDown')
		await expect(page.getByRole('button', { name: /^11:15 to 12:30, Anna Weber/ })).toBeFocused()
		await page.keyboard.press('Alt+ArrowRight')
		await expect(card(page, 'Anna Weber.*with Jonas')).toBeFocused()
		await page.keyboard.press('2')
		await expect(card(page, 'Anna Weber.*confirmed')).toBeVisible()
		await page.keyboard.press('Delete')
		await expect(anna).toHaveCount(0)
		await page.keyboard.press('Control+z')
		await expect(card(page, 'Anna Weber.*confirmed')).toBeVisible()
	})

	test('the Move… dialog moves and copies without dragging', async ({ emptyBook: page }) => {
		await bookByForm(page, ANNA)
		await card(page, 'Anna Weber').focus()
		await page.keyboard.press('F2')
		const dialog = page.getByRole('dialog', { name: /^Move/ })
		const start = dialog.getByLabel('Start', { exact: true })
		await start.fill('15:30')
		await start.press('Tab')
		await dialog.getByRole('button', { name: 'Move', exact: true }).click()
		const moved = page.getByRole('button', { name: /^15:30 to 16:30, Anna Weber/ })
		await expect(moved).toBeVisible()
		await expect(dialog).toHaveCount(0)
		await moved.focus()
		await page.keyboard.press('F2')
		await start.fill('17:30')
		await start.press('Tab')
		await dialog.getByRole('button', { name: 'Copy there' }).click()
		await expect(page.getByRole('button', { name: /^17:30 to 18:30, Anna Weber/ })).toBeVisible()
		await expect(moved).toBeVisible()
	})

	test('deleting offers the way back', async ({ emptyBook: page }) => {
		await bookByForm(page, ANNA)
		await card(page, 'Anna Weber').click()
		await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
		await expect(cards(page)).toHaveCount(0)
		await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
		await expect(card(page, 'Anna Weber')).toBeVisible()
	})

	test('two for one person at once are marked on both and listed', async ({ emptyBook: page }) => {
		await bookByForm(page, ANNA)
		await bookByForm(page, { client: 'Ben Ostrowski', start: '11:30', end: '12:30' })
		await expect(card(page, 'Anna Weber.*overlaps 1 other')).toBeVisible()
		await expect(card(page, 'Ben Ostrowski.*overlaps 1 other')).toBeVisible()
		await card(page, 'Ben Ostrowski').focus()
		await page.keyboard.press('i')
		const inbox = page.getByRole('dialog', { name: 'Inbox' })
		await expect(inbox.getByText('Anna Weber').first()).toBeVisible()
		await expect(inbox.getByText('Ben Ostrowski').first()).toBeVisible()
	})

	test('edits are there after a reload', async ({ emptyBook: page }) => {
		await bookByForm(page, { client: 'שרה לוי', start: '09:15', end: '10:00', people: ['Jonas'] })
		await saved(page)
		await page.reload()
		await expect(card(page, 'שרה לוי.*with Jonas')).toBeVisible()
	})
})

test('Alt makes a copy of what the mouse drags', async ({ emptyBook: page }) => {
	await bookByForm(page, ANNA)
	const box = await boxOf(card(page, 'Anna Weber'))
	await dragByMouse(page, middleOf(box), { ...middleOf(box), y: middleOf(box).y + 2 * box.height + 4 }, 'Alt')
	await expect(page.getByRole('button', { name: /^11:00 to 12:00, Anna Weber/ })).toBeVisible()
	await expect(page.getByRole('button', { name: /^13:00 to 14:00, Anna Weber/ })).toBeVisible()
})

test('a quick swipe scrolls and lifts nothing', async ({ demoBook: page, hasTouch }) => {
	if (!hasTouch) return
	const first = cards(page).first()
	const name = await first.getAttribute('aria-label')
	const middle = middleOf(await boxOf(page.getByRole('region', { name: /^Staff day/ })))
	await swipe(page, middle, { ...middle, y: middle.y - 200 })
	await expect(page.getByRole('button', { name: name ?? '', exact: true }).first()).toBeAttached()
	await expect(
		page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' })
	).toHaveCount(0)
})

test('the other engine drags as well', async ({ emptyBook: page, hasTouch }) => {
	await bookByForm(page, ANNA)
	await page.keyboard.press('d')
	await expect(page).toHaveURL(/view=day/)
	const box = await boxOf(card(page, 'Anna Weber'))
	// The middle of a quarter of an hour: this engine counts the slots between finger and finger.
	const from = { x: middleOf(box).x, y: box.y + box.height / 2 - 7 }
	await drag(page, hasTouch, from, { ...from, y: from.y + box.height + 2 })
	await expect(page.getByRole('button', { name: /^12:00 to 13:00, Anna Weber/ })).toBeVisible()
})
