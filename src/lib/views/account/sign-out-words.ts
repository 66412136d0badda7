/** What signing out does, in words. */

/** `count` is at least 1. */
export const sayUnsynced = (count: number): string =>
	count === 1 ? 'One change is on this device only' : `${count} changes are on this device only`

/** What would help, and what becomes of them otherwise. `count` is at least 1. */
export const sayWait = (count: number, online: boolean): string =>
	`${online ? 'Wait until the number is gone' : 'You are offline: wait until you are connected again'}, or ${
		count === 1 ? 'it is' : 'they are'
	} lost.`

/** Names of the books that go from the device; a book may be without a name. */
export function sayBooks(names: readonly string[]): string {
	if (names.length === 0) return 'No book of this account is on this device.'
	const list = new Intl.ListFormat('en').format(
		names.map((name) => (name === '' ? 'a book without a name' : `“${name}”`))
	)
	return `This takes ${list} off this device. On the server nothing changes: sign in again and ${
		names.length === 1 ? 'it is' : 'they are'
	} back. Books that were never shared stay here.`
}
