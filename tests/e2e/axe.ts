/** One screen looked at by axe. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

export const DIALOG = '[role=dialog]'
const COLOURS = 'color-contrast'
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Where height is time, a card of a quarter of an hour is as tall as that: WCAG 2.5.8 calls it essential. */
const isCardInTime = (html: string): boolean => html.includes('data-key=')

/** Nothing serious or critical of WCAG 2.2 AA. `within`: what lies behind was looked at before. */
export async function expectAccessible(page: Page, screen: string, within = 'body'): Promise<void> {
	await expect(page.locator(within).first(), screen).toBeVisible()
	// What passes is not described: with thousands of elements that took longer than looking at them.
	const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).include(within)
	const { violations } = await (await withRulesOf(page, axe)).analyze()
	const serious = violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) =>
			nodes
				.filter(({ html }) => id !== 'target-size' || !isCardInTime(html))
				.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`)
		)
	expect(serious, screen).toEqual([])
}

/**
 * Dark differs in colours alone: the rest was looked at in light. A tablet has the colours of the desk, and looking at those
 * is half of the work: there it is about what fingers and the narrower page change.
 */
async function withRulesOf(page: Page, axe: AxeBuilder): Promise<AxeBuilder> {
	const [isDark, isTablet] = await page.evaluate(() => [
		matchMedia('(prefers-color-scheme: dark)').matches,
		matchMedia('(pointer: coarse) and (min-width: 600px)').matches
	])
	if (isDark) return axe.withRules(COLOURS)
	return isTablet ? axe.withTags(TAGS).disableRules(COLOURS) : axe.withTags(TAGS)
}
