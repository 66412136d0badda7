/**
 * A Y.Doc that no listener can silence. In Yjs 13.6 one exception in an `update` listener leaves the cleanup of the
 * transaction unfinished, and from then on the doc emits nothing, for good (yjs#723, #799). y-indexeddb throws exactly
 * there when its connection is lost. So every listener is wrapped, whoever adds it.
 */
import { Doc } from 'yjs'

type Listener = (...values: never[]) => void
type Listen = (name: string, listener: Listener) => unknown

/** `onthrow` is called with what a listener threw; it must not throw itself. */
export function createGuardedDoc(room: string, onthrow: (error: unknown) => void): Doc {
	const doc = new Doc({ guid: room })
	const inner = doc as unknown as Record<'on' | 'once' | 'off', Listen>
	const { on, once, off } = inner
	const wrapped = new WeakMap<Listener, Listener>()

	function wrap(listener: Listener): Listener {
		const known = wrapped.get(listener)
		if (known) return known
		const guarded: Listener = (...values) => {
			try {
				listener(...values)
			} catch (error) {
				onthrow(error)
			}
		}
		wrapped.set(listener, guarded)
		return guarded
	}

	inner.on = (name, listener) => on.call(doc, name, wrap(listener))
	inner.off = (name, listener) => off.call(doc, name, wrap(listener))
	// `once` of lib0 takes its listener off through `off`: by the wrapped one it was given.
	inner.once = (name, listener) => once.call(doc, name, listener)
	return doc
}

/** Yjs' own fields that tell a silenced doc from one in the middle of a transaction; not in its public types. */
interface Cleanups {
	_transaction: unknown
	_transactionCleanups: unknown[]
}

/** The watchdog: true when a transaction ended without its cleanup, whatever the cause. */
export function isSilenced(doc: Doc): boolean {
	const { _transaction, _transactionCleanups } = doc as unknown as Cleanups
	return _transaction === null && _transactionCleanups.length > 0
}

/** Lets a silenced doc speak again. What it did not announce meanwhile has to be stored and sent as a difference. */
export function unsilence(doc: Doc): void {
	const cleanups = doc as unknown as Cleanups
	cleanups._transactionCleanups = []
}
