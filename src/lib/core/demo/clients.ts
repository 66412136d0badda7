/** The people who come to the demo salon. Nobody real: telephone numbers are from the range kept for fiction. */
import { EMPTY_GROUPS, type Who } from '../appointment/appointment.ts'
import type { Dice } from './dice.ts'

/** Names as they are written at home: scripts, directions and lengths that a layout has to bear. */
const WRITTEN_AT_HOME = [
	'Анна Кузнецова',
	'Олена Шевченко',
	'王芳',
	'李小龙',
	'佐藤 美咲',
	'김민준',
	'محمد العلي',
	'ليلى حداد',
	'שרה לוי',
	'Ελένη Παπαδοπούλου',
	'प्रिया शर्मा',
	'ณัฐพล ศรีสุข',
	'Nguyễn Thị Hoa',
	'Øystein Bjørnstad',
	'Zoë van den Berg-Ó Súilleabháin',
	'Margarethe von Altenburg-Hohenstein'
]
const FIRST_NAMES =
	'Ada Amir Bea Carlos Chiara Daria Elif Emma Felix Greta Hanna Ibrahim Ines Jakub Jana Kateřina Lea Linus Luca Maja Malik Marta Mirko Noor Olga Paul Pia Rosa Samir Selin Tomasz Vera Yara Zoe'.split(
		' '
	)
const LAST_NAMES =
	'Achterberg Bauer Çelik Dubois Eriksen Fischer García Horváth Ivanova Jansen Keller Lindqvist Marković Novák Okafor Petrov Quint Rahimi Silva Şahin Taylor Ungerer Vogel Winter Yıldız Zając'.split(
		' '
	)
const COUNT = 240
/** Numbers for drama, given by the British regulator Ofcom: 01632 960000 to 960999. */
const FICTION = 960_000

export function salonClients(dice: Dice): readonly Who[] {
	const names = new Set(WRITTEN_AT_HOME)
	while (names.size < COUNT) names.add(`${dice.pick(FIRST_NAMES)} ${dice.pick(LAST_NAMES)}`)
	return [...names].map((name, n) => ({
		...EMPTY_GROUPS.who,
		clientId: `client-${n + 1}`,
		name,
		phone: `+44 1632 ${FICTION + n}`,
		email: n % 3 === 0 ? `client${n + 1}@example.org` : ''
	}))
}
