/** What honest devices send: updates of every kind of content that Yjs has, and every message of the wire around them. */
import * as awareness from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Message } from '#lib/core/wire/message.ts'

/** Single edits, a whole document, a part of one, several merged with a gap. */
function sampleUpdates(): readonly Uint8Array[] {
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => void updates.push(update))
	const born = doc.getMap('born')
	const text = doc.getText('text')
	const list = doc.getArray('list')
	const fragment = doc.getXmlFragment('fragment')
	for (let n = 0; n < 20; n += 1) {
		born.set(`202611-${n}`, [
			1,
			'Anna',
			{ status: 'booked', price: n * 1.5 },
			null,
			true,
			2n ** 60n,
			1e100,
			-n
		])
		text.insert(n, 'é€😀'.slice(0, 1 + (n % 3)))
		list.push([n, `${n}`, new Uint8Array([n, 255])])
	}
	born.set('nested', new Y.Map([['list', new Y.Array()]]))
	born.set('202611-3', [2])
	born.delete('202611-5')
	text.format(2, 5, { bold: true })
	text.insertEmbed(4, { image: 'x' })
	text.delete(6, 4)
	list.delete(3, 5)
	list.insert(2, [new Y.Text('inside'), new Y.Doc({ guid: 'a document within' })])
	// Of the first versions: Yjs still reads it, and its types have forgotten it.
	const hook = new Y.XmlHook('hook')
	fragment.push([new Y.XmlElement('p'), new Y.XmlText('words'), hook as unknown as Y.XmlText])
	const half = Y.encodeStateVectorFromUpdate(updates[20] ?? EMPTY)
	const [first = EMPTY, , third = EMPTY] = updates
	return [
		...updates,
		Y.encodeStateAsUpdate(doc),
		Y.encodeStateAsUpdate(doc, half),
		Y.mergeUpdates([first, third])
	]
}

const EMPTY = Uint8Array.of(0, 0)

/** Every message, with every update where one belongs. */
export const sampleMessages = (): readonly Message[] => sampleUpdates().flatMap(messagesOf)

function messagesOf(update: Uint8Array): readonly Message[] {
	const doc = new Y.Doc()
	const present = new awareness.Awareness(doc)
	present.setLocalState({ name: 'Anna', looksAt: '2026-11-03' })
	const told = awareness.encodeAwarenessUpdate(present, [doc.clientID])
	present.destroy()
	const vector = Y.encodeStateVectorFromUpdate(update)
	return [
		{ kind: 'update', update },
		{ kind: 'update', update },
		{ kind: 'update', update },
		{ kind: 'step2', update },
		{ kind: 'step1', vector },
		{ kind: 'step1', vector: Uint8Array.of(0) },
		{ kind: 'awareness', update: told },
		{ kind: 'query-awareness' },
		{ kind: 'durable', count: 3, position: 9 },
		{ kind: 'open', epoch: '', position: 0 },
		{ kind: 'open', epoch: '0123456789abcdef', position: 7 },
		{ kind: 'opened', epoch: '', position: 1, access: 'write', vector },
		{ kind: 'news', position: 1, update },
		{ kind: 'refused', code: 'forbidden', update: 1, sentence: 'No.' },
		{ kind: 'close' },
		{ kind: 'heartbeat' }
	]
}
