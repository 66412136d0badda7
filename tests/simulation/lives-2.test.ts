import { test } from 'vitest'
import { liveShare, LONGEST_MS } from './share.ts'

test('the second quarter of the seeds', () => liveShare(1), LONGEST_MS)
