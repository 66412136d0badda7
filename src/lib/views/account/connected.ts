/** Whether the open book has a server; else it is on this device only. */
import type { Desk } from '#lib/views/shell/desk.ts'

export const isConnected = ({ device, book }: Pick<Desk, 'device' | 'book'>): boolean =>
	device.workspaces.some(({ id, connected }) => connected && id === book.workspace.id)
