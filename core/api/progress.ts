import Type, { type Static } from 'typebox'
import { Basis, CountedBy, Day, IndicatorId, Moment, Nullable, SubjectId, When } from './common.ts'

export const ProgressQuery = Type.Object(
  {
    ...When,
    indicator: Type.Optional(IndicatorId),
    scope: Type.Optional(SubjectId),
    by: Type.Optional(Type.String({ maxLength: 32 })),
    counted_by: Type.Optional(CountedBy),
    basis: Type.Optional(Basis),
  },
  { additionalProperties: false },
)
export type ProgressQuery = Static<typeof ProgressQuery>

/** `rate` is covered ÷ total, 0 to 1; null when there is nothing to count. */
export const Share = Type.Object({ covered: Type.Integer(), total: Type.Integer(), rate: Nullable(Type.Number()) })
export type Share = Static<typeof Share>

export const TargetVerdict = Type.Object({
  id: Type.String(),
  by: Day,
  percent: Nullable(Type.Integer()),
  needed: Type.Integer(),
  covered: Type.Integer(),
  short: Type.Integer(),
  /** open: its day has not passed; met / missed: looked at on its day; late: missed, reached afterwards. */
  verdict: Type.Enum(['open', 'met', 'missed', 'late']),
  reached_on: Nullable(Day),
  /** The verdict as its own day knew it, where that was another one (事后更正). */
  known_then: Nullable(Type.Enum(['met', 'missed'])),
  days_left: Type.Integer(),
})
export type TargetVerdict = Static<typeof TargetVerdict>

export const RankingRow = Type.Object({
  division: SubjectId,
  name: Type.String(),
  rank: Nullable(Type.Integer()),
  rank_before: Nullable(Type.Integer()),
  covered: Type.Integer(),
  total: Type.Integer(),
  rate: Nullable(Type.Number()),
  /** Covered now less covered at the comparison day. */
  gained: Type.Integer(),
  /** Needed for the current target, by the same percent, less covered; never below 0. */
  short: Type.Integer(),
  /** Compounds that were covered at the comparison day and are not now (回退). */
  regressed: Type.Integer(),
})
export type RankingRow = Static<typeof RankingRow>

export const Forecast = Type.Object({
  pace_per_week: Type.Number(),
  needed_per_week: Nullable(Type.Number()),
  reaches_on: Nullable(Day),
})
export type Forecast = Static<typeof Forecast>

export const Progress = Type.Object({
  indicator: IndicatorId,
  basis: Basis,
  counted_by: CountedBy,
  scope: Nullable(SubjectId),
  as_of: Day,
  compared_with: Day,
  known_at: Nullable(Moment),
  seq: Type.Integer(),
  total: Type.Object({
    ...Share.properties,
    unreported: Type.Integer(),
    by_value: Type.Record(Type.String(), Type.Integer()),
  }),
  shares: Type.Object({ count: Share, floor_area: Share, households: Share }),
  additions: Type.Object({ covered: Type.Integer(), total: Type.Integer() }),
  /** The target that is next on `as_of`, or the last one. */
  target: Nullable(TargetVerdict),
  targets: Type.Array(TargetVerdict),
  forecast: Nullable(Forecast),
  rows: Type.Array(RankingRow),
})
export type Progress = Static<typeof Progress>

export const CurveQuery = Type.Object(
  { ...ProgressQuery.properties, from: Type.Optional(Day), to: Type.Optional(Day) },
  { additionalProperties: false },
)

/** Per day, how many hold each value; `days` without a change repeat nothing: a day's figures hold until the next day listed. */
export const Curve = Type.Object({
  indicator: IndicatorId,
  from: Day,
  to: Day,
  known_at: Nullable(Moment),
  seq: Type.Integer(),
  days: Type.Array(Day),
  total: Type.Array(Type.Integer()),
  covered: Type.Array(Type.Integer()),
  by_value: Type.Record(Type.String(), Type.Array(Type.Integer())),
  steps: Type.Array(
    Type.Object({ id: Type.String(), by: Day, percent: Nullable(Type.Integer()), needed: Type.Integer() }),
  ),
})
export type Curve = Static<typeof Curve>
