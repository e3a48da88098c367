import type { LensBand } from '#core/lenses/lens.ts'
import type { Tone } from '../map/marks.ts'

/** Bands that mean the same in every lens they occur in. */
const KNOWN: Record<string, Tone> = {
  unreported: 'unreported',
  none: 'none',
  true: 'met',
  false: 'unmet',
  met: 'met',
  near: 'score_1',
  below: 'gap',
  fits: 'met',
  differs: 'gap',
  open: 'unmet',
  undecided: 'none',
  week: 'age_0',
  month: 'age_1',
  quarter: 'age_3',
  older: 'age_4',
}

const SCORES = ['score_4', 'score_3', 'score_2', 'score_1', 'score_0'] as const

/** The tone a band is painted with: its mode family's, one it always has, or its place on the scale from good to bad. */
export const toneOf = ({ id, family, rank, ranks }: LensBand): Tone => {
  if (family) return family
  const known = KNOWN[id]
  if (known) return known
  return SCORES[Math.round((rank / Math.max(ranks - 1, 1)) * (SCORES.length - 1))] ?? 'score_2'
}
