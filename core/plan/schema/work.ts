import Type, { type Static } from 'typebox'
import {
  Count,
  closed,
  Day,
  Either,
  Frequency,
  Id,
  list,
  Nullable,
  Percent,
  Points,
  Printed,
  Short,
  Slug,
  Source,
  SubjectKind,
  Text,
} from './common.ts'

/** 工作措施: one row of a plan's table of measures. `flow` names the escalation it follows. */
export const Measure = closed({
  id: Id,
  n: Type.Integer({ minimum: 1, maximum: 200 }),
  zh: Text,
  from: Printed(Day),
  to: Printed(Day),
  lead: list(Short, 20),
  responsible: list(Short, 20),
  does: list(Text, 20),
  counts: Type.Optional(list(closed({ zh: Short, from: Count, to: Count, per: Short, source: Source }), 10)),
  flow: Type.Optional(Id),
  source: Source,
  note: Type.Optional(Text),
})
export type Measure = Static<typeof Measure>

/** 结果运用: what follows from a result. `when` names an indicator or says it in words; a lost amount is null. */
export const Consequence = closed({
  id: Id,
  zh: Short,
  kind: Type.Enum([
    'prize',
    'bonus',
    'subsidy',
    'reward',
    'praise',
    'criticism',
    'escalation',
    'exit',
    'discipline',
    'rating',
  ]),
  on: Type.Union([SubjectKind, Type.Enum(['person', 'community', 'town'])]),
  when: Either(Text),
  indicator: Type.Optional(Id),
  limits: Type.Optional(
    closed({
      below_points: Type.Optional(Points),
      times_running: Type.Optional(Count),
      years_running: Type.Optional(Count),
      last_places: Type.Optional(Count),
      top_years: Type.Optional(Count),
    }),
  ),
  amount: Either(Nullable(Type.Number({ minimum: 0 }))),
  unit: Type.Optional(Short),
  places: Type.Optional(Count),
  to: Type.Optional(list(Short, 10)),
  source: Source,
  note: Type.Optional(Text),
})

/** 资金: yuan set aside, by whom, for what. */
export const Fund = closed({
  id: Id,
  zh: Short,
  amount: Either(Nullable(Type.Number({ minimum: 0 }))),
  every: Type.Optional(Type.Enum(['year'])),
  keeper: Nullable(Short),
  uses: list(Text, 20),
  by_measure: Type.Optional(list(Short, 20)),
  source: Source,
  note: Type.Optional(Text),
})

/** 人员配备: the least number of people at every division of a level. */
export const Staffing = closed({
  id: Id,
  zh: Short,
  level: Id,
  at_least: Either(Nullable(Count)),
  full_time: Type.Boolean(),
  source: Source,
  note: Type.Optional(Text),
})

/** 业主表决: which law counts the votes, through which channels, what follows. `law` names a file of data/laws. */
export const Vote = closed({
  id: Id,
  zh: Short,
  law: Slug,
  matter: Type.Enum(['ordinary', 'special']),
  held_by: Type.Optional(list(Short, 10)),
  channels: list(Short, 10),
  passed: Printed(Nullable(Short)),
  followed_by: list(Short, 10),
  quorum_of_members_percent: Type.Optional(Percent),
  acting: Type.Optional(Text),
  source: Source,
  note: Type.Optional(Text),
})

/** 任务清单、台账、简报: the papers the plan keeps. */
export const Paper = closed({
  id: Id,
  zh: Short,
  kept_by: Nullable(Short),
  every: Type.Optional(Frequency),
  source: Source,
  note: Type.Optional(Text),
})
