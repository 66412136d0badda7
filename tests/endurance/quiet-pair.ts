/** Two devices of one person who go about their work in a room of their own. */
import { createLoadDevice, type LoadDevice } from './load-device.ts'

export interface QuietPair {
	/** Each of them makes an edit, which becomes durable and is seen by the other. Rejects with what went wrong. */
	round(): Promise<void>
	readonly rounds: number
	/** The other one's work, and nothing else, is what each of them has. */
	check(): void
	leave(): void
}

export interface QuietPairOptions {
	readonly address: string
	readonly cookie: string
	readonly room: string
}

export async function createQuietPair(place: QuietPairOptions): Promise<QuietPair> {
	const faults: string[] = []
	const looks = new Set<() => void>()
	let rounds = 0
	let isLeaving = false
	const enter = (name: string): Promise<LoadDevice> =>
		new Promise((resolve) => {
			const device = createLoadDevice({
				...place,
				name,
				onin: resolve,
				onheard: () => looks.forEach((look) => look()),
				onfault: (what) => void faults.push(what)
			})
			device.connect()
			void device.gone().then(() => {
				if (!isLeaving) faults.push(`${name} lost its connection`)
				looks.forEach((look) => look())
			})
		})
	const until = (isSo: () => boolean) =>
		new Promise<void>((resolve, reject) => {
			const look = () => {
				if (faults.length === 0 && !isSo()) return
				looks.delete(look)
				if (faults.length > 0) reject(new Error(faults.join('\n')))
				else resolve()
			}
			looks.add(look)
			look()
		})

	const [anna, ben] = [await enter('anna'), await enter('ben')]
	const sizes = () => [anna, ben].map(({ doc }) => doc.getMap('born').size)
	const made = () => anna.acknowledged + ben.acknowledged
	return {
		async round() {
			anna.edit()
			ben.edit()
			await until(() => anna.waiting + ben.waiting === 0 && sizes().every((size) => size >= made()))
			rounds += 1
		},
		get rounds() {
			return rounds
		},
		check() {
			if (sizes().some((size) => size !== made()))
				throw new Error(`${sizes().join(' and ')} of ${made()} edits`)
		},
		leave() {
			isLeaving = true
			anna.leave()
			ben.leave()
		}
	}
}
