import type { MultiPolygon } from 'geojson'
import type { AreaGround, AreaKind } from '../../api/areas.ts'
import type { AreaIssue, AreaIssueCode } from '../issues.ts'
import type { Share } from '../shares.ts'

/** What is asked: a shape, whom it is for, and what stands around it. Compounds and neighbours far away may be left out. */
export interface AreaQuestion {
  shape: MultiPolygon | null
  kind: AreaKind
  picks: readonly number[]
  ground: AreaGround | null
  /** Null where the town has no border. */
  town: MultiPolygon | null
  community: MultiPolygon | null
  /** Other management areas that hold on the same day. */
  neighbours: readonly AreaNeighbour[]
  compounds: readonly AreaCompound[]
}

export interface AreaNeighbour {
  id: number
  name: string
  shape: MultiPolygon | null
}

export interface AreaCompound {
  id: number
  name: string
  /** Null for one that is not on the map yet. */
  shape: MultiPolygon | null
  /** Whether it has property management. */
  covered: boolean
  /** The other management area it belongs to on the same day. */
  taken_by: number | null
}

/** A question about a shape that can be computed with. */
export interface DrawnQuestion extends AreaQuestion {
  shape: MultiPolygon
  m2: number
  /** How much of each compound lies inside; of those that are on the map. */
  shares: ReadonlyMap<number, Share>
}

export const issue = (code: AreaIssueCode, about: Partial<Omit<AreaIssue, 'code'>> = {}): AreaIssue => ({
  code,
  at: null,
  subject: null,
  name: null,
  m2: null,
  ...about,
})
