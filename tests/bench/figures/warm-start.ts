import type { Browser } from '@playwright/test'
import type { Figure } from '../figure.ts'
export async function warmStartFigures(_browser: Browser): Promise<readonly Figure[]> {
	return []
}
