import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../support/programs.ts'
import { card, bookByForm, expect, startEmptyBook, test } from './fixtures.ts'

test.use({ serviceWorkers: 'allow' })

/** A later build: the page says so in its description, and the service worker lists another revision of it. */
async function laterBuild(folder: string): Promise<string> {
	await cp(process.env['BUILD_DIR'] ?? join(ROOT, 'build'), folder, { recursive: true })
	const edit = async (name: string, from: RegExp, to: string) => {
		const file = join(folder, name)
		const text = await readFile(file, 'utf8')
		expect(text).toMatch(from)
		await writeFile(file, text.replace(from, to))
	}
	await edit('index.html', /the appointment book of your team/, 'the later build')
	await edit(
		'sw.js',
		/("?revision"?:\s*")[^"]+("[^}]*"?url"?:\s*"index\.html"|"\s*,\s*"?url"?:\s*"index\.html")/,
		'$1later$2'
	)
	return folder
}

test('a new version is announced and applied without losing what is being typed', async ({
	page,
	server
}, testInfo) => {
	await page.goto(server.address)
	await startEmptyBook(page)
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
	await bookByForm(page, { client: 'Anna Weber', start: '11:00', end: '12:00' })
	await card(page, 'Anna Weber').click()
	await page.getByRole('dialog').getByLabel('Note').fill('In the middle of it')

	await server.stop()
	await server.start(await laterBuild(testInfo.outputPath('later')))
	await page.evaluate(() =>
		navigator.serviceWorker.getRegistration().then((found) => found?.update().then(() => undefined))
	)
	await expect(page.getByText('A new version is ready')).toBeAttached()
	await page.getByRole('button', { name: 'Reload' }).dispatchEvent('click')
	await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /the later build/)
	await expect(page.getByRole('dialog').getByLabel('Note')).toHaveValue('In the middle of it')
})
