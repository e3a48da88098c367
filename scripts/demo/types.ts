import type { LineString, MultiPolygon, Point, Polygon } from 'geojson'
import type { AreaGround, AreaKind, DraftState, DraftStep } from '#core/api/areas.ts'
import type { DemoClosing } from './meetings/close.ts'
import type { DemoMeeting } from './meetings/prepare.ts'
import type { DemoRecord } from './meetings/record.ts'

/** Days are ISO days in the plan's time zone; moments RFC 3339 with ms and +08:00; coordinates lon/lat, 7 decimals, shells counter-clockwise. */
export type Day = string
export type Moment = string

export type DivisionLevel = 'county' | 'district' | 'street' | 'town' | 'community'
export type OrganisationKind = 'company' | 'unit' | 'community' | 'committee'
export type Condition = 'good' | 'fair' | 'poor'
export type SubjectKind = 'compound' | 'division' | 'measure'
export type Account = 'office' | 'town' | 'community' | 'unit'
export type WriteAction = 'import' | 'report' | 'verify' | 'roster' | 'freeze' | 'correct' | 'withdraw'
export type Verdict = 'verified' | 'returned' | 'revoked'

/** Towns lie in the county, communities in a town; shared edges are the same points, and a parent is exactly the union of its children. */
export type DemoDivision = {
  code: string
  level: DivisionLevel
  parent: string | null
  name: string
  geometry: MultiPolygon
}

export type DemoOrganisation = { code: string; name: string; kind: OrganisationKind }

/**
 * The facts as they stand on the pinned day; how they came to be so is in the writes. `geometry` null means not yet on the map (未落图).
 * `from` and `until` bound the days on which the shape holds (until is the first day it does not): a split yard's shape ends where
 * its parts' begin, a merged one's where the other grows. `buildings_geometry` are not repeated in the basemap.
 */
export type DemoCompound = {
  code: string
  name: string
  community: string
  households: number
  floor_area: number
  buildings: number
  built_year: number
  condition: Condition
  unit_yard: boolean
  task_owner: string | null
  due_on: Day | null
  geometry: MultiPolygon | null
  from: Day | null
  until: Day | null
  buildings_geometry: Polygon[]
}

export type BasemapLayer = 'water' | 'river' | 'road' | 'green' | 'building' | 'place'
export type BasemapFeature = {
  layer: BasemapLayer
  geometry: Polygon | MultiPolygon | LineString | Point
  name?: string
  class?: 'main' | 'street' | 'lane'
}

/** `value` null withdraws the row named in `replaces`. A reference's value is the code of the referenced subject or organisation. */
export type DemoObservation = {
  key: string
  subject: { kind: SubjectKind; code: string }
  indicator: string
  value: string | null
  organisation?: string
  effective_on: Day
  replaces?: string
  evidence?: string[]
  note?: string
}

/** `observation` is the key of a row of this or an earlier write. */
export type DemoVerification = { observation: string; verdict: Verdict; reason?: string }

/** One transaction: the loader gives it one recorded_at, strictly later than the one before. */
export type DemoWrite = {
  recorded_at: Moment
  account: Account
  action: WriteAction
  note: string
  observations: DemoObservation[]
  verifications: DemoVerification[]
}

/** What was said of an area by code, from a day on. A list without a shape has a null geometry, and so has a retired area. */
export type DemoRevision = {
  area: string
  kind: AreaKind
  name: string
  community: string
  geometry: MultiPolygon | null
  compounds: string[]
  ground: AreaGround | null
  ground_note: string | null
  shared_facilities: string | null
  effective_on: Day
  retired?: boolean
  note: string | null
}
export type DemoStep = Pick<DraftStep, 'kind'> &
  Partial<Pick<DraftStep, 'at' | 'text' | 'place' | 'from_on' | 'to_on'>> & { draft: string }

/** One transaction about areas; between the others by its moment. */
export type DemoAreaWrite = {
  recorded_at: Moment
  action: string
  account: 'office' | 'town'
  note: string | null
  revisions: DemoRevision[]
  steps: DemoStep[]
}

/** An area still on its way, the town's, as it stands on the pinned day. */
export type DemoDraft = {
  key: string
  state: DraftState
  name: string
  community: string
  compounds: string[]
  geometry: MultiPolygon
  ground: AreaGround
  ground_note: string | null
}

export type DemoMeasure = { code: string; name: string }

/** Everything a plan shows; `today` is the pinned day. `writes` are sorted by recorded_at, no two alike. `measures` only where the plan has them. */
export type DemoCounty = {
  plan: string
  today: Day
  divisions: DemoDivision[]
  organisations: DemoOrganisation[]
  compounds: DemoCompound[]
  measures: DemoMeasure[]
  basemap: BasemapFeature[]
  writes: DemoWrite[]
  area_writes?: DemoAreaWrite[]
  drafts?: DemoDraft[]
  /** Created and prepared between the writes by their own moments. */
  meetings?: DemoMeeting[]
  closings?: DemoClosing[]
  records?: DemoRecord[]
}
