import { bookByForm, card, expect, saved, test } from './fixtures.ts'

test('two tabs see each other’s edits at once', async ({ emptyBook: page, context }) => {
	const other = await context.newPage()
	await other.goto('/')
	await expect(other.getByRole('region', { name: /^Staff day/ })).toBeVisible()
	await bookByForm(page, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	await expect(card(other, 'Anna Weber')).toBeVisible()

	await bookByForm(other, { client: 'Ben Ostrowski', start: '13:00', end: '14:00', people: ['Jonas'] })
	await expect(card(page, 'Ben Ostrowski.*with Jonas')).toBeVisible()

	await saved(page)
	await saved(other)
	await page.close()
	await other.reload()
	await expect(card(other, 'Anna Weber')).toBeVisible()
	await expect(card(other, 'Ben Ostrowski')).toBeVisible()
})

test('the last tab goes on saving when the one that wrote is closed', async ({
	emptyBook: page,
	context
}) => {
	const other = await context.newPage()
	await other.goto('/')
	await expect(other.getByRole('region', { name: /^Staff day/ })).toBeVisible()
	await page.close()
	await bookByForm(other, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	await saved(other)
	await other.reload()
	await expect(card(other, 'Anna Weber')).toBeVisible()
})

test('a reload in the middle of an edit keeps what was typed', async ({ emptyBook: page }) => {
	await bookByForm(page, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	await card(page, 'Anna Weber').click()
	await page.getByRole('dialog').getByLabel('Note').fill('Half a sent')
	await page.reload()
	await expect(page.getByRole('dialog').getByLabel('Note')).toHaveValue('Half a sent')
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
	await expect(page.getByRole('dialog')).toHaveCount(0)
	await card(page, 'Anna Weber').click()
	await expect(page.getByRole('dialog').getByLabel('Note')).toHaveValue('Half a sent')
})

test('a refused save keeps what was typed and says why beside the field', async ({ emptyBook: page }) => {
	await bookByForm(page, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	await card(page, 'Anna Weber').click()
	const editor = page.getByRole('dialog')
	await editor.getByLabel('Note').fill('Keep me')
	await editor.getByRole('textbox', { name: 'Date', exact: true }).fill('31 February 2027')
	await editor.getByRole('button', { name: 'Save' }).click()
	await expect(editor.getByRole('textbox', { name: 'Date', exact: true })).toHaveAttribute(
		'aria-invalid',
		'true'
	)
	await expect(editor.getByLabel('Note')).toHaveValue('Keep me')
})
