import { setTimeout } from 'node:timers/promises'

/** Asks something that may hang, such as a lost disk or database: no longer than `ms`, and never a second time beside the first. */
export function within<T>(ms: number, ask: () => Promise<T>): () => Promise<T | undefined> {
  let asking: Promise<T | undefined> | undefined
  return () => {
    asking ??= ask()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined
      })
    return Promise.race([asking, setTimeout(ms, undefined, { ref: false })])
  }
}
