/** A compound as the roster sees it on the day of an act. */
export interface RosterCompound {
  id: number
  code: string
  name: string
  /** Whether the roster names it in. */
  on_roster: boolean
  community: number | null
  households: number | null
  /** What it was split from. */
  part_of: number | null
  /** Whether it was split into parts. */
  is_split: boolean
  merged_into: number | null
  /** Whether others were merged into it. */
  takes_others: boolean
}

/** The roster of a plan on a day. */
export interface RosterState {
  frozen_on: string | null
  compounds: ReadonlyMap<number, RosterCompound>
}
