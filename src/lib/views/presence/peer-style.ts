/** The colours of a person for `presence.css`, as they are set on an element. */
import type { Colour } from '#lib/core/workspace/colour.ts'

export const PEER_PARTS = ['bg', 'edge', 'ink'] as const

/** `--peer-bg:var(--hue-teal-bg);…` */
export const peerStyle = (colour: Colour): string =>
	PEER_PARTS.map((part) => `--peer-${part}:var(--hue-${colour}-${part})`).join(';')
