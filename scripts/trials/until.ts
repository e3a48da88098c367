import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for something; the milliseconds that took, or null when it did not come in time. */
export async function until(done: () => unknown, seconds: number): Promise<number | null> {
  const from = performance.now()
  for (;;) {
    if (await done()) return performance.now() - from
    if (performance.now() - from > seconds * 1000) return null
    await sleep(20)
  }
}

/** Milliseconds as a reader wants them. */
export const said = (ms: number | null): string =>
  ms === null ? 'never' : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
