import { ApiError } from '#core/api/errors.ts'

const WINDOW_MS = 10 * 60_000
/** Failures of one address within the window after which it waits; a whole office may sit behind one. */
const FAILURES = 30
const KEPT = 10_000

export interface SlowDown {
  /** Refuses an address or a name that failed too often lately. */
  check(key: string, failures?: number): boolean
  failed(key: string): void
  forget(key: string): void
}

/** Counts failures by key for ten minutes, in the process. */
export function makeSlowDown(now: () => number = () => performance.now()): SlowDown {
  const seen = new Map<string, { failed: number; until: number }>()
  const held = (key: string) => {
    const row = seen.get(key)
    if (row && row.until > now()) return row
    seen.delete(key)
    return undefined
  }
  return {
    check: (key, failures = FAILURES) => (held(key)?.failed ?? 0) < failures,
    failed(key) {
      const row = held(key) ?? { failed: 0, until: now() + WINDOW_MS }
      seen.delete(key)
      seen.set(key, { ...row, failed: row.failed + 1 })
      if (seen.size > KEPT) seen.delete(seen.keys().next().value!)
    },
    forget: key => seen.delete(key),
  }
}

export const tooMany = () => new ApiError('too_many', '登录尝试过多，请十分钟后再试。')
