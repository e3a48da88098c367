/** Things with a key that may come in masses: of each key at most one a minute is let through, with how many were not. */
export function sparingly(now: () => number = Date.now, every_ms = 60_000, keys = 500) {
  const last = new Map<string, { at: number; swallowed: number }>()
  return (key: string, tell: (swallowed: number) => void): void => {
    const before = last.get(key)
    if (before && now() - before.at < every_ms) {
      before.swallowed++
      return
    }
    last.delete(key)
    if (last.size >= keys) last.delete(last.keys().next().value!)
    last.set(key, { at: now(), swallowed: 0 })
    tell(before?.swallowed ?? 0)
  }
}
