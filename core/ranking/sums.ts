import { needed } from '#core/coverage/target-verdict.ts'

/** Points are added as millionths, whole numbers: the same sum in whichever order. */
const MILLION = 1_000_000

/** What is counted of one unit on one day. */
export interface DaySums {
  covered: number
  total: number
  /** Of those whose own due day has come. */
  due: number
  done: number
  /** Of those without a due day of their own. */
  rest: number
  rest_covered: number
  points: number
  scored: number
}

export const noSums = (): DaySums => ({
  covered: 0,
  total: 0,
  due: 0,
  done: 0,
  rest: 0,
  rest_covered: 0,
  points: 0,
  scored: 0,
})

export interface Counted {
  weight: number
  count: number
  covered: boolean
  /** Whether its own due day has come; null where it has none. */
  is_due: boolean | null
  value: string | null | undefined
}

export function addTo(sums: DaySums, { weight, count, covered, is_due, value }: Counted): void {
  const done = covered ? weight : 0
  sums.total += weight
  sums.covered += done
  if (is_due === null) {
    sums.rest += weight
    sums.rest_covered += done
  } else if (is_due) {
    sums.due += weight
    sums.done += done
  }
  const points = value ? Number(value) : Number.NaN
  if (Number.isNaN(points)) return
  sums.points += Math.round(points * MILLION) * count
  sums.scored += count
}

/**
 * Done against due: those whose own day has come, and of those without a day what the next target's percent asks of them.
 * More than is asked makes up for nothing else.
 */
export const dueOfSums = ({ due, done, rest, rest_covered }: DaySums, percent: number | null | undefined) => {
  const asked = percent == null ? 0 : needed(percent, rest)
  return { due: due + asked, done: done + Math.min(asked, rest_covered) }
}

/** The mean of the scored ones; null where none is. */
export const meanPoints = ({ points, scored }: DaySums): number | null =>
  scored === 0 ? null : points / (scored * MILLION)
