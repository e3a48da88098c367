import type { DraftShape, Position, Ring } from '../shape.ts'

const same = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1]

/** A ring without points said twice and without spikes that run out and back on themselves; of a mere spike two points are left. */
export function tidyRing(ring: Ring): Ring {
  const kept = [...ring]
  while (kept.length >= 3) {
    const idle = kept.findIndex((point, i) => {
      const before = kept.at(i - 1)!
      return same(point, before) || same(before, kept[(i + 1) % kept.length]!)
    })
    if (idle < 0) return kept
    kept.splice(idle, 1)
  }
  return kept
}

/** Rings tidied; what has no three points left is gone. */
export const tidyShape = (shape: DraftShape): DraftShape =>
  shape
    .map(({ shell, holes }) => ({
      shell: tidyRing(shell),
      holes: holes.map(tidyRing).filter(hole => hole.length >= 3),
    }))
    .filter(({ shell }) => shell.length >= 3)
