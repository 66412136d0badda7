export type Engine = typeof import('./engine.ts')

/** The calendar engine is the largest chunk: call this early (after the first paint) to have it when a view mounts. */
export const loadEngine = (): Promise<Engine> => import('./engine.ts')
