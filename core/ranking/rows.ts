import type { Basis, CountedBy } from '#core/api/common.ts'

/** A level of the plan by its id; the responsible units; single compounds, where they are what is ranked. */
export type BoardOf = string
export const ORGANISATION: BoardOf = 'organisation'
export const COMPOUND: BoardOf = 'compound'

/** In the order in which reasons are told. */
export const REASON_KINDS = ['lost', 'gained', 'scored', 'joined', 'left', 'fell_due', 'reweighed'] as const

/**
 * What moved a row: a compound came to be covered or ceased to be (回退), joined or left (roster, community), was scored anew,
 * fell due, or has another weight. `day` is when it last did; the values are those of the two days, for a new weight the weights.
 */
export interface Reason {
  subject: number
  name: string
  kind: (typeof REASON_KINDS)[number]
  day: string
  before: string | null
  now: string | null
}

export interface BoardRow {
  id: number
  name: string
  rank: number | null
  rank_before: number | null
  covered: number
  total: number
  rate: number | null
  /** What was due by the day, and how much of that is done. */
  due: number
  done: number
  gained: number
  points: number | null
  regressed: number
  /** Nothing is due of it: 已完成, not ranked. */
  finished: boolean
  reasons: Reason[]
  /** How many reasons there are, where `reasons` holds the first of them alone. */
  reasons_of: number
}

/** The target that compounds without a due day of their own are measured by. */
export interface BoardTarget {
  id: string
  by: string
  percent: number | null
}

export interface Board {
  of: BoardOf
  as_of: string
  since: string
  basis: Basis
  counted_by: CountedBy
  target: BoardTarget | null
  target_before: BoardTarget | null
  /** In order; finished ones after. */
  rows: BoardRow[]
}

export interface BoardQuestion {
  of: BoardOf
  as_of: string
  since?: string
  basis?: Basis
  counted_by?: CountedBy
  indicator?: string
}
