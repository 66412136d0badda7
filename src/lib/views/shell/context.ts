/** The doors by which components reach what the layout and the frame have made. */
import { createContext } from 'svelte'
import type { Actions } from './actions.ts'
import type { App } from './app.ts'
import type { Desk } from './desk.ts'

export const [useApp, provideApp] = createContext<App>()
export const [useDesk, provideDesk] = createContext<Desk>()
export const [useActions, provideActions] = createContext<Actions>()
