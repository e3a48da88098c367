import Type, { type Static } from 'typebox'
import { Day, IndicatorId, Moment, SubjectId } from './common.ts'

/**
 * Standing values in columns, sorted by subject then day: row i says that from day `from[i]` on, until the subject's next row,
 * the subject has value `values[value[i]]`. Indices point into the timeline's dictionaries; 0 of `value` is null (a gap).
 * `subject` counts on from the row before; weights stand in the roster's rows alone; the other indicators' columns of them are empty.
 */
export const StandingColumns = Type.Object({
  subject: Type.Array(Type.Integer()),
  from: Type.Array(Type.Integer()),
  value: Type.Array(Type.Integer()),
  organisation: Type.Array(Type.Integer()),
  community: Type.Array(Type.Integer()),
  member: Type.Array(Type.Integer()),
  households: Type.Array(Type.Integer()),
  floor_area: Type.Array(Type.Integer()),
})
export type StandingColumns = Static<typeof StandingColumns>

const Verdict = Type.Enum(['met', 'missed'])

/** The whole history of an indicator (its base indicators, and the roster), for computing any day without asking again. */
export const Timeline = Type.Object({
  seq: Type.Integer(),
  known_at: Type.Union([Moment, Type.Null()]),
  geometry_revision: Type.Integer(),
  since: Type.Union([Type.Integer(), Type.Null()]),
  /** With `since`: the subjects whose rows are given anew; rows held of them before are void. */
  subjects: Type.Array(SubjectId),
  days: Type.Array(Day),
  values: Type.Array(Type.Union([Type.String(), Type.Null()])),
  communities: Type.Array(Type.Union([SubjectId, Type.Null()])),
  organisations: Type.Array(Type.Union([SubjectId, Type.Null()])),
  members: Type.Array(Type.Enum(['', 'baseline', 'addition'])),
  /** By target, how the end of its deadline day saw it, with what was known then; whole plan, by count. */
  verdicts_then: Type.Record(Type.String(), Type.Object({ reported: Verdict, verified: Verdict })),
  /** By base indicator; the roster under `roster`, there `value` repeats `member`. `verified` null: the same as reported. */
  indicators: Type.Record(
    IndicatorId,
    Type.Object({ reported: StandingColumns, verified: Type.Union([StandingColumns, Type.Null()]) }),
  ),
})
export type Timeline = Static<typeof Timeline>
