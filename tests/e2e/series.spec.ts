/** Standing appointments: made, seen ahead, ended, extended, skipped and brought back; by hand, finger and keyboard. */
import type { Locator, Page } from '@playwright/test'
import { expectAccessible, DIALOG } from './axe.ts'
import { bookFromFile } from './book-from-file.ts'
import { bookByForm, card, expect, openNew, saved, test } from './fixtures.ts'

/** Today is Wednesday 25 November 2026. */
const ANNA = { client: 'Anna Weber', start: '11:00', end: '12:00' }

/** Every second Friday that is a 13th or a 27th: no form has fields for that. */
const ODD = [
	'BEGIN:VCALENDAR',
	'VERSION:2.0',
	'PRODID:-//e2e//EN',
	'BEGIN:VEVENT',
	'UID:odd@e2e',
	'DTSTAMP:20261101T080000Z',
	'SUMMARY:Odd one',
	'DTSTART;TZID=Europe/Berlin:20261125T150000',
	'DTEND;TZID=Europe/Berlin:20261125T160000',
	'RRULE:FREQ=MONTHLY;BYMONTHDAY=13,25,27',
	'END:VEVENT',
	'END:VCALENDAR',
	''
].join('\r\n')

const editorOf = (page: Page, name: string): Locator => page.getByRole('dialog', { name, exact: true })
const newEditor = (page: Page): Locator => editorOf(page, 'New appointment')
const message = (page: Page): Locator => page.getByRole('region', { name: 'Messages' })
const seriesPanel = (page: Page): Locator => page.getByRole('dialog', { name: /^Series: / })

async function fillTime(editor: Locator, label: string, time: string): Promise<void> {
	const field = editor.getByLabel(label, { exact: true })
	await field.fill(time)
	await field.press('Tab')
}

/** As a person at the desk books it, up to the button. */
async function fillIn(page: Page, { client, start, end }: typeof ANNA): Promise<Locator> {
	await openNew(page)
	const editor = newEditor(page)
	await editor.getByLabel('Client').fill(client)
	await editor.getByRole('checkbox', { name: 'Mia' }).check({ force: true })
	await fillTime(editor, 'Start', start)
	await fillTime(editor, 'End', end)
	return editor
}

async function bookWeekly(page: Page, times = 10): Promise<void> {
	const editor = await fillIn(page, ANNA)
	await editor.getByLabel('Repeat').selectOption({ label: 'Every week on Wednesday' })
	await editor.getByText('After', { exact: true }).click()
	await editor.getByLabel('How many times').fill(String(times))
	await editor.getByRole('button', { name: 'Book it' }).click()
	await expect(editor).toBeHidden()
	await expect(card(page, 'Anna Weber')).toBeVisible()
}

async function goTo(page: Page, day: string): Promise<void> {
	await saved(page)
	await page.goto(`/?view=staff-day&date=${day}`)
	await expect(page.getByRole('region', { name: /^Staff day/ })).toBeVisible()
}

async function openSeries(page: Page): Promise<Locator> {
	await card(page, 'Anna Weber').click()
	await editorOf(page, 'Anna Weber').getByRole('button', { name: 'The whole series…' }).click()
	await expect(seriesPanel(page)).toBeVisible()
	return seriesPanel(page)
}

test('a weekly series is booked from the box, its next dates seen with an overlap, and one put elsewhere', async ({
	emptyBook: page
}) => {
	await goTo(page, '2026-12-02')
	await bookByForm(page, { client: 'Ben Ostrowski', start: '11:00', end: '12:00' })
	await goTo(page, '2026-11-25')
	const editor = await fillIn(page, ANNA)
	await editor.getByLabel('Repeat').selectOption({ label: 'Every week on Wednesday' })
	const dates = editor.getByRole('region', { name: 'Next dates' })
	await expect(dates.getByRole('listitem')).toHaveCount(6)
	await expect(dates.getByText(/overlaps Ben Ostrowski 11:00/i)).toBeVisible()
	await dates.getByRole('button', { name: 'More dates' }).click()
	await expect(dates.getByRole('listitem')).toHaveCount(12)
	await editor.getByText('After', { exact: true }).click()
	await editor.getByLabel('How many times').fill('5')
	await expect(editor.getByText('Every week on Wednesday, 5 times, until 23 December 2026')).toBeVisible()
	await expect(dates.getByRole('listitem')).toHaveCount(5)
	await dates.getByRole('button', { name: /^Put Wed.* 2 Dec at 12:00/ }).click()
	await expect(dates.getByText('No overlaps')).toBeVisible()
	await editor.getByRole('button', { name: 'Book it' }).click()
	await expect(editor).toBeHidden()
	await goTo(page, '2026-12-02')
	await expect(page.getByRole('button', { name: /^12:00 to 13:00, Anna Weber/ })).toBeVisible()
	await goTo(page, '2026-12-23')
	await expect(page.getByRole('button', { name: /^11:00 to 12:00, Anna Weber/ })).toBeVisible()
	await goTo(page, '2026-12-30')
	await expect(card(page, 'Anna Weber')).toHaveCount(0)
})

test('a rule of one’s own says beside each field what cannot be meant', async ({ emptyBook: page }) => {
	const editor = await fillIn(page, ANNA)
	await editor.getByLabel('Repeat').selectOption({ label: 'Custom…' })
	await editor.getByLabel('Every', { exact: true }).fill('0')
	await expect(editor.getByText('Write a whole number from 1 to 999')).toBeVisible()
	await editor.getByRole('button', { name: 'Book it' }).click()
	await expect(editor).toBeVisible()
	await editor.getByLabel('Every', { exact: true }).fill('3')
	await editor.getByRole('checkbox', { name: 'Friday' }).check({ force: true })
	await expect(editor.getByText('Every 3 weeks on Wednesday and Friday')).toBeVisible()
	await editor.getByLabel('Unit').selectOption('month')
	await editor.getByLabel('On which day').selectOption({ label: 'On the last Wednesday' })
	await expect(editor.getByText('Every 3 months on the last Wednesday')).toBeVisible()
	await editor.getByText('On a date', { exact: true }).click()
	await expect(editor.getByText(/^Every 3 months on the last Wednesday until 25 May 2027$/)).toBeVisible()
})

test('a series is made with the keyboard alone', async ({ emptyBook: page, hasTouch }) => {
	if (hasTouch) return
	await page.keyboard.press('n')
	const editor = newEditor(page)
	await expect(editor.getByLabel('Client')).toBeFocused()
	await page.keyboard.type('Anna Weber')
	await editor.getByLabel('Repeat').focus()
	await page.keyboard.type('Every week on')
	await expect(editor.getByText('Every week on Wednesday', { exact: true }).last()).toBeVisible()
	await page.keyboard.press('Control+Enter')
	await expect(editor).toBeHidden()
	await goTo(page, '2026-12-02')
	await expect(card(page, 'Anna Weber')).toBeVisible()
})

test('a rule no form can show is said truthfully and survives an edit', async ({ emptyBook: page }) => {
	await bookFromFile(page, ODD, 'Mia')
	await card(page, 'Odd one').click()
	const editor = editorOf(page, 'Odd one')
	await expect(editor.getByLabel('Repeat')).toHaveValue('custom')
	await expect(editor.getByText('Every month on the 13th, 25th and 27th').first()).toBeVisible()
	await editor.getByLabel('Note').fill('Asked for a window seat')
	await editor.getByRole('button', { name: 'Save' }).click()
	const question = page.getByRole('dialog', { name: /^Change “/ })
	await question.getByRole('radio', { name: 'The whole series' }).check()
	await question.getByRole('button', { name: 'Change', exact: true }).click()
	await expect(question).toHaveCount(0)
	await goTo(page, '2026-12-13')
	await card(page, 'Odd one').click()
	await expect(editor.getByText('Every month on the 13th, 25th and 27th').first()).toBeVisible()
	await expect(editor.getByLabel('Note')).toHaveValue('Asked for a window seat')
})

test('a date is skipped and brought back', async ({ emptyBook: page }) => {
	await bookWeekly(page)
	await card(page, 'Anna Weber').click()
	await editorOf(page, 'Anna Weber').getByRole('button', { name: 'Delete…' }).click()
	await page.getByRole('menuitem', { name: 'Skip this date only' }).click()
	await expect(card(page, 'Anna Weber')).toHaveCount(0)
	await goTo(page, '2026-12-02')
	const panel = await openSeries(page)
	const skipped = panel.getByRole('region', { name: 'Skipped' })
	await expect(skipped.getByText(/25 Nov/).first()).toBeVisible()
	await skipped.getByRole('button', { name: /^Bring back/ }).click()
	await expect(skipped).toHaveCount(0)
	await goTo(page, '2026-11-25')
	await expect(card(page, 'Anna Weber')).toBeVisible()
})

test('a series is extended, and taken back in one step', async ({ emptyBook: page }) => {
	await bookWeekly(page, 3)
	const panel = await openSeries(page)
	await expect(panel.getByText('Every week on Wednesday, 3 times, until 9 December 2026')).toBeVisible()
	await expectAccessible(page, 'the panel of a series', DIALOG)
	await panel.getByLabel('How many times').fill('4')
	await panel.getByRole('button', { name: 'Change the end' }).click()
	await expect(panel.getByText(/until 16 December 2026/)).toBeVisible()
	await message(page).getByRole('button', { name: 'Undo' }).click()
	await expect(panel.getByText('Every week on Wednesday, 3 times, until 9 December 2026')).toBeVisible()
})

test('from a date on a series is moved by hours and given to somebody else', async ({ emptyBook: page }) => {
	await bookWeekly(page)
	const panel = await openSeries(page)
	await panel.getByText('Times', { exact: true }).click()
	await panel.getByLabel('Move by').fill('2')
	await expect(panel.getByRole('status').filter({ hasText: /10/ })).toBeVisible()
	await panel.getByRole('button', { name: 'Move the dates' }).click()
	await panel.getByText('People', { exact: true }).click()
	await panel.getByRole('checkbox', { name: 'Mia' }).uncheck({ force: true })
	await panel.getByRole('checkbox', { name: 'Jonas' }).check({ force: true })
	await panel.getByRole('button', { name: 'Change the people' }).click()
	await goTo(page, '2026-12-09')
	await expect(page.getByRole('button', { name: /^13:00 to 14:00, Anna Weber.*with Jonas/ })).toBeVisible()
})

test('a date is made a single appointment', async ({ emptyBook: page }) => {
	await bookWeekly(page)
	await card(page, 'Anna Weber').click()
	const editor = editorOf(page, 'Anna Weber')
	await editor.getByRole('button', { name: 'Delete…' }).click()
	await page.getByRole('menuitem', { name: 'Make it a single appointment' }).click()
	await expect(editor.getByRole('button', { name: 'The whole series…' })).toHaveCount(0)
	await expect(editor.getByLabel('Repeat')).toHaveValue('once')
	await expect(card(page, 'Anna Weber')).toHaveCount(1)
})

test('the editor of a series has no barriers', async ({ emptyBook: page }) => {
	const editor = await fillIn(page, ANNA)
	await editor.getByLabel('Repeat').selectOption({ label: 'Custom…' })
	await expect(editor.getByRole('region', { name: 'Next dates' }).getByRole('listitem')).toHaveCount(6)
	await expectAccessible(page, 'a rule of one’s own', DIALOG)
})
