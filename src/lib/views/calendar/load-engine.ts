import type * as engine from './engine.ts'

export type Engine = typeof engine

/** The calendar engine is the largest chunk: call this early (after the first paint) to have it when a view mounts. */
export const loadEngine = (): Promise<Engine> => import('./engine.ts')
