import { test } from 'vitest'
import { liveShare, LONGEST_MS } from './share.ts'

test('the third quarter of the seeds', () => liveShare(2), LONGEST_MS)
