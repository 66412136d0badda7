/**
 * Names of the palette; the colours themselves are tokens in `src/app.css` (`--hue-<name>`), one set for light and one
 * for dark. Twelve hues that stay apart for the common kinds of colour blindness when neighbours alternate in lightness.
 */
export const COLOURS = [
	'teal',
	'coral',
	'indigo',
	'amber',
	'sky',
	'rose',
	'olive',
	'violet',
	'sand',
	'pine',
	'plum',
	'slate'
] as const

export type Colour = (typeof COLOURS)[number]

export const isColour = (name: string): name is Colour => (COLOURS as readonly string[]).includes(name)

/** The palette name of the n-th thing: the first twelve all differ. */
export const colourAt = (n: number): Colour => COLOURS[n % COLOURS.length] as Colour

/** The same for an account on every device, without anybody keeping a list. */
export const colourOf = (id: string): Colour =>
	colourAt(Array.from(id).reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7))
