/**
 * COLOR of RFC 7986 is a CSS3 name; the palette has twelve hues. Each hue stands for the names that look like it, and
 * the first of them is what an export writes, so a colour of ours comes back as itself.
 */
import { COLOURS, type Colour } from '../workspace/colour.ts'

const CSS_NAMES: Readonly<Record<Colour, string>> = {
	teal: 'teal darkcyan lightseagreen cadetblue turquoise mediumturquoise darkturquoise paleturquoise aqua cyan lightcyan aquamarine mediumaquamarine',
	coral: 'coral tomato orangered salmon lightsalmon darksalmon lightcoral red firebrick darkred',
	indigo:
		'indigo blue mediumblue darkblue navy midnightblue royalblue slateblue darkslateblue mediumslateblue',
	amber:
		'goldenrod orange darkorange gold darkgoldenrod yellow lightyellow khaki palegoldenrod lemonchiffon lightgoldenrodyellow',
	sky: 'skyblue lightskyblue deepskyblue dodgerblue cornflowerblue steelblue lightsteelblue lightblue powderblue azure aliceblue',
	rose: 'crimson deeppink hotpink pink lightpink palevioletred mistyrose lavenderblush',
	olive: 'olive darkolivegreen olivedrab yellowgreen greenyellow chartreuse lawngreen darkkhaki lime',
	violet: 'violet blueviolet darkviolet mediumpurple rebeccapurple darkorchid mediumorchid lavender thistle',
	sand: 'tan sandybrown burlywood wheat beige bisque blanchedalmond antiquewhite cornsilk linen moccasin navajowhite papayawhip peachpuff oldlace seashell floralwhite ivory peru chocolate sienna saddlebrown brown maroon rosybrown indianred',
	pine: 'darkgreen green forestgreen seagreen mediumseagreen darkseagreen limegreen springgreen mediumspringgreen lightgreen palegreen honeydew mintcream',
	plum: 'plum purple darkmagenta magenta fuchsia orchid mediumvioletred',
	slate:
		'slategray slategrey lightslategray lightslategrey darkslategray darkslategrey gray grey dimgray dimgrey darkgray darkgrey silver lightgray lightgrey gainsboro black white whitesmoke snow ghostwhite'
}

const byName: ReadonlyMap<string, Colour> = new Map(
	COLOURS.flatMap((colour) => CSS_NAMES[colour].split(' ').map((name) => [name, colour] as const))
)

/** The palette name for a CSS3 colour name, or empty for anything else. */
export const colourFromCss = (name: string): Colour | '' => byName.get(name.trim().toLowerCase()) ?? ''

/** The CSS3 name an export writes for a palette name. */
export const cssFromColour = (colour: Colour): string => CSS_NAMES[colour].split(' ')[0] as string
