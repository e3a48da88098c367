import Type, { type Static } from 'typebox'
import { REASON_KINDS } from '../ranking/rows.ts'
import { Basis, CountedBy, Day, IndicatorId, Moment, Nullable, SubjectId, When } from './common.ts'

export const RankingQuery = Type.Object(
  {
    ...When,
    of: IndicatorId,
    since: Type.Optional(Day),
    indicator: Type.Optional(IndicatorId),
    basis: Type.Optional(Basis),
    counted_by: Type.Optional(CountedBy),
  },
  { additionalProperties: false },
)

const Reason = Type.Object({
  subject: SubjectId,
  name: Type.String(),
  kind: Type.Enum([...REASON_KINDS]),
  day: Day,
  before: Nullable(Type.String()),
  now: Nullable(Type.String()),
})

const Row = Type.Object({
  id: SubjectId,
  name: Type.String(),
  rank: Nullable(Type.Integer()),
  rank_before: Nullable(Type.Integer()),
  covered: Type.Integer(),
  total: Type.Integer(),
  rate: Nullable(Type.Number()),
  due: Type.Integer(),
  done: Type.Integer(),
  gained: Type.Integer(),
  points: Nullable(Type.Number()),
  regressed: Type.Integer(),
  finished: Type.Boolean(),
  /** The first of them, at most REASONS_PER_ROW; `reasons_of` is how many there are. */
  reasons: Type.Array(Reason),
  reasons_of: Type.Integer(),
})

const Target = Nullable(Type.Object({ id: Type.String(), by: Day, percent: Nullable(Type.Integer()) }))

/** The most reasons an answer gives of one row. */
export const REASONS_PER_ROW = 20

/** A ranking with what moved its rows; of single compounds at most 500, `rows_of` is how many there are. */
export const Ranking = Type.Object({
  of: Type.String(),
  as_of: Day,
  since: Day,
  basis: Basis,
  counted_by: CountedBy,
  known_at: Nullable(Moment),
  seq: Type.Integer(),
  target: Target,
  target_before: Target,
  rows: Type.Array(Row),
  rows_of: Type.Integer(),
})
export type Ranking = Static<typeof Ranking>
