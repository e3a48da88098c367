export type Random = {
  /** In [0, 1). */
  next: () => number
  between: (low: number, high: number) => number
  whole: (low: number, high: number) => number
  chance: (share: number) => boolean
  pick: <T>(list: readonly T[]) => T
  shuffle: <T>(list: readonly T[]) => T[]
}

/** A small counter-based generator: the same seed gives the same county on every machine. */
export const makeRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + (high - low) * next()
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1))
  const shuffle = <T>(list: readonly T[]) => {
    const mixed = [...list]
    for (let at = mixed.length - 1; at > 0; at--) {
      const other = whole(0, at)
      const kept = mixed[at] as T
      mixed[at] = mixed[other] as T
      mixed[other] = kept
    }
    return mixed
  }
  return {
    next,
    between,
    whole,
    chance: share => next() < share,
    pick: list => list[whole(0, list.length - 1)] as (typeof list)[number],
    shuffle,
  }
}
