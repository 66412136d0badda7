import { beforeAll, expect, test } from 'vitest'
import { liveThoseThatFailed, warmUp } from './lives.ts'
import { liveShare, LONGEST_MS } from './share.ts'

beforeAll(warmUp)

test(
	'seeds that failed once do not fail any more',
	async () => {
		expect(await liveThoseThatFailed()).toEqual([])
	},
	LONGEST_MS
)

test(
	'the first quarter of the seeds: no law is broken, and everything ends well',
	() => liveShare(0),
	LONGEST_MS
)
