/** A phase with its name, in days from the plan's first; `to` is the day after its last. */
export interface PhaseSpan {
  id: string
  name: string
  from: number
  to: number
}

/** A phase as the row draws it; `at` is where its name begins, null where it goes unsaid. */
export interface PhaseMark {
  id: string
  name: string
  isNow: boolean
  left: number
  width: number
  at: number | null
}

export interface PhaseRowOptions {
  /** The day the playhead stands on, in days from the first. */
  place: number
  x: (place: number) => number
  width: number
  /** Of the letters, in the same pixels. */
  size: number
}

/** About how wide a name is written: a Chinese character is as wide as it is high, a letter little more than half. */
export const wordWidth = (name: string, size: number) =>
  [...name].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1 : 0.58), 0) * size

/** The phase at the playhead always says its name, run out over its neighbours if need be; the others where theirs still fit. */
export const phaseRow = (phases: readonly PhaseSpan[], { place, x, width, size }: PhaseRowOptions): PhaseMark[] => {
  const now = phases.find(({ from, to }) => from <= place && place < to)
  const nowFrom = now ? Math.max(0, Math.min(x(now.from), width - wordWidth(now.name, size))) : 0
  const nowTo = now ? nowFrom + wordWidth(now.name, size) : 0

  const nameAt = (phase: PhaseSpan): number | null => {
    if (phase === now) return nowFrom
    const comesAfter = now !== undefined && phase.from > now.from
    const at = Math.max(x(phase.from), comesAfter ? nowTo + size : 0)
    const end = at + wordWidth(phase.name, size)
    const room = now && !comesAfter ? Math.min(x(phase.to), nowFrom) : x(phase.to)
    return end + size <= room ? at : null
  }
  return phases.map(phase => ({
    id: phase.id,
    name: phase.name,
    isNow: phase === now,
    left: x(phase.from),
    width: Math.min(x(phase.to), width) - x(phase.from),
    at: nameAt(phase),
  }))
}
