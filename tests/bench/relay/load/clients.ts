/** The program of the load clients: does what the bench tells it, one thing at a time, and answers. */
import { gatherCrowd, type Crowd } from './crowd.ts'
import { checkEdits } from './edits.ts'
import { joinAtOnce, lookInto, openAuthor, type Author } from './returning.ts'
import type { Answers, Order, Orders } from './orders.ts'

/** Ends what is being done: something went another way than a measurement may. */
let onfault: (why: string) => void = () => undefined
const fault = (why: string) => onfault(why)
let crowd: Crowd | undefined
let author: Author | undefined

/** What somebody must have begun before. */
function present<Value>(value: Value | undefined): Value {
	if (value === undefined) throw new Error('Nothing was begun')
	return value
}

const ACTS: { readonly [Name in keyof Orders]: (order: Orders[Name]) => Promise<Answers[Name]> } = {
	gather: async ({ place, rooms, each }) => void (crowd = await gatherCrowd(place, { rooms, each }, fault)),
	steady: (order) => present(crowd).steady(order),
	flood: (order) => present(crowd).flood(order),
	open: async ({ place, room }) => void (author = await openAuthor({ ...place, room, onfault: fault })),
	write: ({ update }) => present(author).write(update),
	edit: ({ count }) => present(author).edit(count),
	join: ({ place, room, count, known }) =>
		joinAtOnce({ ...place, room, count, onfault: fault, ...(known ? { known } : {}) }),
	async look({ place, room }) {
		const doc = await lookInto({ ...place, room, onfault: fault })
		return { appointments: doc.getMap('born').size, isWhole: !doc.store.pendingStructs }
	},
	async part() {
		crowd?.end()
		author?.end()
		crowd = undefined
		author = undefined
	}
}

async function act<Name extends keyof Orders>(name: Name, order: Orders[Name]): Promise<void> {
	try {
		const failed = new Promise<never>((_resolve, reject) => {
			onfault = (why) => reject(new Error(why))
		})
		process.send?.({ value: await Promise.race([ACTS[name](order), failed]) })
	} catch (error) {
		process.send?.({ fault: error instanceof Error ? error.stack : String(error) })
	}
}

checkEdits()
process.on('message', ({ name, order }: Order) => void act(name, order))
process.once('disconnect', () => process.exit(0))
process.send?.({})
