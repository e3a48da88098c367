import { frameAt } from '../areas/frame.ts'

type Place = readonly number[]

/** Metres between two places as the crow flies, on the ellipsoid; true to some parts in a million within a county. */
export const metresBetween = (a: Place, b: Place): number => {
  const [x, y] = frameAt([(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]).toMetres(b)
  return 2 * Math.hypot(x, y)
}

/** Metres along places in their order. */
export const metresAlong = (places: readonly Place[]): number =>
  places.slice(1).reduce((sum, place, i) => sum + metresBetween(places[i]!, place), 0)

/**
 * The shortest way from the first place through all the others, as their indices: the best way to every last place of every set of
 * places, smaller sets first (Held and Karp). Exact; for up to a dozen places, beyond which it grows out of hand.
 */
export const drivingOrder = (places: readonly Place[]): number[] => {
  const others = places.length - 1
  if (others < 1) return places.map((_, i) => i)
  const metres = places.map(a => places.map(b => metresBetween(a, b)))
  const sets = 1 << others
  const best = new Float64Array(sets * others).fill(Number.POSITIVE_INFINITY)
  const from = new Int8Array(sets * others).fill(-1)
  for (let i = 0; i < others; i++) best[(1 << i) * others + i] = metres[0]![i + 1]!
  for (let set = 1; set < sets; set++)
    for (let last = 0; last < others; last++) {
      const so_far = best[set * others + last]!
      if (so_far === Number.POSITIVE_INFINITY) continue
      for (let next = 0; next < others; next++) {
        if (set & (1 << next)) continue
        const at = (set | (1 << next)) * others + next
        const way = so_far + metres[last + 1]![next + 1]!
        if (way >= best[at]!) continue
        best[at] = way
        from[at] = last
      }
    }
  return [0, ...traced(best, from, others)]
}

/** The places of the best way through the full set, from its end back to its start. */
const traced = (best: Float64Array, from: Int8Array, others: number): number[] => {
  let set = (1 << others) - 1
  let last = 0
  for (let i = 1; i < others; i++) if (best[set * others + i]! < best[set * others + last]!) last = i
  const way: number[] = []
  while (last >= 0) {
    way.unshift(last + 1)
    const before = from[set * others + last]!
    set &= ~(1 << last)
    last = before
  }
  return way
}
