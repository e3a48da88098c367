import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
  Either,
  Frequency,
  Id,
  list,
  Nullable,
  Points,
  Printed,
  Short,
  Slug,
  Source,
  SubjectKind,
  Text,
} from './common.ts'

const Band = closed({ from: Type.Number(), to: Type.Number(), points: Points })

/** One line of a rubric. Points lost in print are null: the score is then an interval, never a silent 0. */
export const RubricItem = closed({
  id: Id,
  zh: Text,
  sense: Type.Enum(['earn', 'deduct', 'bonus', 'veto']),
  points: Either(Nullable(Points)),
  per: Type.Optional(Type.Enum(['case', 'time', 'missing', 'problem', 'project'])),
  bands: Type.Optional(list(Band, 10)),
  at_boundary: Type.Optional(Printed(Points)),
  frequency: Type.Optional(Frequency),
  when: Type.Optional(Text),
  source: Source,
  note: Type.Optional(Text),
})
export type RubricItem = Static<typeof RubricItem>

export const RubricSection = closed({
  id: Id,
  zh: Text,
  points: Either(Nullable(Points)),
  items: list(RubricItem, 100),
  source: Source,
  note: Type.Optional(Text),
})

/** 考评细则. `full` null: the document gives no base from which to deduct. */
export const Rubric = closed({
  id: Id,
  zh: Short,
  on: SubjectKind,
  full: Either(Nullable(Points)),
  pass: Either(Nullable(closed({ at_least: Points, inclusive: Type.Boolean(), gives: Short }))),
  applies_when: Type.Optional(Text),
  not_applicable: Type.Optional(Printed(Type.Enum(['leave_out_and_rescale', 'full_points']))),
  scored: Type.Optional(Printed(list(Short, 10))),
  self_assessment: Type.Optional(Type.Boolean()),
  sections: list(RubricSection, 30),
  rounds: list(
    closed({
      id: Id,
      zh: Short,
      by: Type.Optional(Printed(Day)),
      every: Type.Optional(Frequency),
      held_by: Type.Optional(Short),
      decides: Type.Boolean(),
      source: Source,
    }),
    20,
  ),
  source: Source,
  note: Type.Optional(Text),
})
export type Rubric = Static<typeof Rubric>

export const Unit = Type.Enum(['work_hour', 'work_day'])

/** 问题种类: what opens a case, how long it may stay open, what each costs. `code` is empty in the document. */
export const CaseKind = closed({
  id: Id,
  zh: Short,
  group: Id,
  code: Nullable(Short),
  opens: Text,
  larger_than: Type.Optional(closed({ value: Type.Number({ minimum: 0 }), unit: Short })),
  limit: Either(closed({ amount: Type.Integer({ minimum: 1, maximum: 60 }), unit: Unit })),
  responsible: list(Short, 10),
  points: Either(Nullable(Points)),
  source: Source,
  note: Type.Optional(Text),
})
export type CaseKind = Static<typeof CaseKind>

export const CaseGroup = closed({ id: Id, zh: Short, source: Source })

/** Hours in which a limit of working hours runs. */
export const WorkingTime = Printed(
  Nullable(closed({ calendar: Slug, hours: list(closed({ from: Short, to: Short }), 4) })),
)

/** A flow that a finding or case goes through. */
export const Flow = closed({ id: Id, zh: Short, steps: list(Short, 20), source: Source, note: Type.Optional(Text) })
