import type { MultiPolygon } from 'geojson'
import Type, { type Static } from 'typebox'
import { Day, Moment, Nullable, PlanId, SubjectId, SubjectKind } from './common.ts'
import { Text } from './text.ts'

export const TraceQuery = Type.Object(
  {
    who: Type.Optional(Text(63)),
    action: Type.Optional(Text(120)),
    plan: Type.Optional(PlanId),
    /** Days in Shanghai, both included. */
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    /** Only what was refused, or only what was done. */
    outcome: Type.Optional(Type.Enum(['done', 'refused'])),
    cursor: Type.Optional(Type.String({ maxLength: 200, pattern: '^[^|]+\\|[^|]+$' })),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
    format: Type.Optional(Type.Enum(['json', 'csv'])),
  },
  { additionalProperties: false },
)
export type TraceQuery = Static<typeof TraceQuery>

/** One thing somebody did or was refused: a write of a plan (with its `seq`), or whatever is no figure. */
export const TraceRow = Type.Object({
  key: Type.String(),
  at: Moment,
  account: Nullable(Type.String()),
  account_name: Nullable(Type.String()),
  role: Nullable(Type.String()),
  action: Type.String(),
  plan: Nullable(Type.String()),
  seq: Nullable(Type.Integer()),
  object: Nullable(Type.String()),
  note: Nullable(Type.String()),
  before: Type.Any(),
  after: Type.Any(),
  ip: Nullable(Type.String()),
  code: Type.String(),
})
export type TraceRow = Static<typeof TraceRow>

export const TracePage = Type.Object({ rows: Type.Array(TraceRow), next: Nullable(Type.String()) })
export type TracePage = Static<typeof TracePage>

const Shape = Type.Unsafe<MultiPolygon | null>(Type.Any())
const Subject = { subject: SubjectId, kind: SubjectKind, name: Type.String() }

/** What one write changed: every figure and shape from what stood before to what stands after. At most 500 of each. */
export const WriteDetail = Type.Object({
  observations: Type.Array(
    Type.Object({
      ...Subject,
      indicator: Type.String(),
      effective_on: Day,
      before: Nullable(Type.String()),
      after: Nullable(Type.String()),
      /** What a value names, where it is a reference. */
      before_name: Nullable(Type.String()),
      after_name: Nullable(Type.String()),
      before_on: Nullable(Day),
      before_organisation: Nullable(Type.String()),
      after_organisation: Nullable(Type.String()),
    }),
  ),
  verifications: Type.Array(
    Type.Object({
      ...Subject,
      indicator: Type.String(),
      value: Nullable(Type.String()),
      verdict: Type.String(),
      reason: Nullable(Type.String()),
    }),
  ),
  shapes: Type.Array(Type.Object({ ...Subject, before: Shape, after: Shape })),
})
export type WriteDetail = Static<typeof WriteDetail>
