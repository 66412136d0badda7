/** How the save ladder looks in the frame: its words, a sign, and how loud it is. Quiet when nothing waits. */
import type { Connection, Ladder, Progress } from '#lib/client/live/live.ts'

export interface Chip {
	readonly words: string
	readonly detail: string
	readonly sign: 'done' | 'busy' | 'away' | 'sending' | 'warn' | 'ask'
	readonly tone: 'quiet' | 'plain' | 'warn' | 'ask'
}

export interface ChipSource {
	readonly ladder: Ladder
	readonly connection: Connection
	/** The browser says that there is a network. */
	readonly online: boolean
	readonly progress: Progress | undefined
}

export function chipOf({ ladder, connection, online, progress }: ChipSource): Chip {
	const { rung, words, detail } = ladder
	const isAway = !online || (connection !== 'none' && connection !== 'live' && connection !== 'connecting')
	switch (rung) {
		case 'memory':
			return { words, detail, sign: 'warn', tone: 'warn' }
		case 'needs-you':
			return { words, detail, sign: 'ask', tone: 'ask' }
		case 'saving':
			return { words, detail, sign: 'busy', tone: 'quiet' }
		case 'waiting':
			if (progress && !isAway) return bringing(progress)
			return { words, detail, sign: isAway ? 'away' : 'sending', tone: 'plain' }
		case 'saved':
		case 'synced':
			if (progress && !isAway) return bringing(progress)
			// Away with nothing waiting is a state, not an error: a word behind, no colour.
			return isAway
				? { words: `${words} · ${AWAY[connection] ?? 'offline'}`, detail, sign: 'away', tone: 'quiet' }
				: { words, detail, sign: 'done', tone: 'quiet' }
		default:
			return rung satisfies never
	}
}

const AWAY: Partial<Record<Connection, string>> = {
	'signed-out': 'signed out',
	forbidden: 'no access',
	'too-old': 'reload needed'
}

function bringing({ kind, done, of }: Progress): Chip {
	const words = `${kind === 'to-server' ? 'Sending' : 'Fetching'} the book, ${done} of ${of}`
	return { words, detail: '', sign: 'busy', tone: 'quiet' }
}
