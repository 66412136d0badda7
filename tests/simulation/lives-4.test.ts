import { test } from 'vitest'
import { liveShare, LONGEST_MS } from './share.ts'

test('the fourth quarter of the seeds', () => liveShare(3), LONGEST_MS)
