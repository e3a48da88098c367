import Type, { type Static } from 'typebox'
import { Day, Moment, Nullable, PlanId, SubjectId } from './common.ts'

export const PlanSummary = Type.Object({
  id: PlanId,
  title: Type.String(),
  short_title: Type.String(),
  place: Type.String(),
  demo: Type.Boolean(),
  /** Today by the plan's clock (pinned for a demo plan). */
  today: Day,
  seq: Type.Integer(),
  known_at: Nullable(Moment),
  geometry_revision: Type.Integer(),
  plan_revision: Type.Integer(),
  /** [west, south, east, north] of everything located; null when nothing is. */
  bbox: Nullable(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })),
  /** Address of the county's own PMTiles basemap; null where there is none. */
  basemap: Nullable(Type.String()),
})
export type PlanSummary = Static<typeof PlanSummary>

export const PlanPage = Type.Object({ ...PlanSummary.properties, document: Type.Any() })

/** Divisions and organisations are named subjects; a division's shape is optional and travels in the tiles. */
export const Division = Type.Object({
  id: SubjectId,
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parent: Nullable(SubjectId),
  bbox: Nullable(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })),
})
export type Division = Static<typeof Division>

/** A named subject that is listed, not mapped: an organisation, a measure. */
export const Organisation = Type.Object({ id: SubjectId, code: Type.String(), name: Type.String() })
export type Organisation = Static<typeof Organisation>

/** What an event stream carries: the plan's last write, and whether shapes moved. */
export const PlanEvent = Type.Object({ plan: PlanId, seq: Type.Integer(), geometry_revision: Type.Integer() })
export type PlanEvent = Static<typeof PlanEvent>

export const Health = Type.Object({
  status: Type.Literal('ok'),
  engine: Type.Enum(['postgres', 'pglite']),
  postgis: Type.String(),
  version: Type.String(),
})
