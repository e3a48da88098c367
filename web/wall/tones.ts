import type { LensBand } from '#core/lenses/lens.ts'
import { SHADES, type Tone } from '../map/marks.ts'

/** Bands that mean the same in every lens they occur in. A known "no" is hollow; what nobody can say yet is grey. */
const KNOWN: Record<string, Tone> = {
  unreported: 'unreported',
  none: 'none',
  true: 'met',
  false: 'none',
  met: 'met',
  near: 'score_1',
  below: 'gap',
  fits: 'met',
  differs: 'gap',
  open: 'none',
  undecided: 'unreported',
  week: 'age_0',
  month: 'age_1',
  quarter: 'age_3',
  older: 'age_4',
}

const SCORES = ['score_4', 'score_3', 'score_2', 'score_1', 'score_0'] as const

/** Of what is no mode: the tone it always has, or its place on the scale from good to bad. */
const plainTone = ({ id, rank, ranks }: LensBand): Tone =>
  KNOWN[id] ?? SCORES[Math.round((rank / Math.max(ranks - 1, 1)) * (SCORES.length - 1))] ?? 'score_2'

/** The tone each band is painted with; modes of one family take its shades in the order in which the plan names them. */
export const tonesOf = (bands: readonly LensBand[]): Map<string, Tone> => {
  const taken = new Map<string, number>()
  return new Map(
    bands.map(band => {
      const { id, family } = band
      if (!family) return [id, plainTone(band)]
      const n = taken.get(family) ?? 0
      taken.set(family, n + 1)
      return [id, `${family}${SHADES[Math.min(n, SHADES.length - 1)] ?? ''}` as const]
    }),
  )
}
