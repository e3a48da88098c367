import Type, { type Static } from 'typebox'
import {
  Conditions,
  Count,
  closed,
  Day,
  Either,
  Id,
  list,
  Nullable,
  Percent,
  Printed,
  Short,
  Source,
  Text,
} from './common.ts'

/** 阶段: a stretch of days; `meetings` and `outputs` name what it brings. */
export const Phase = closed({
  id: Id,
  zh: Short,
  from: Printed(Day),
  to: Printed(Day),
  meetings: Type.Optional(list(Id, 10)),
  does: Type.Optional(list(Text, 30)),
  outputs: Type.Optional(list(Short, 20)),
  source: Source,
  note: Type.Optional(Text),
})
export type Phase = Static<typeof Phase>

const Goal = Type.Union([closed({ percent: Percent }), closed({ count: Count })])
export type Goal = Static<typeof Goal>

/**
 * 节点任务: what must be reached by a day, as a share, a count, or in words alone.
 * `scope` whole = the roster in all; a level id = in every division of that level.
 * A goal whose adopted side is null asks for something the document puts no number to.
 */
export const Target = closed({
  id: Id,
  zh: Type.Optional(Short),
  indicator: Type.Optional(Id),
  roster: Type.Optional(Id),
  scope: Id,
  at_least: Type.Optional(Either(Nullable(Goal))),
  by: Nullable(Printed(Day)),
  qualitative: Type.Optional(Text),
  filter: Type.Optional(Conditions),
  source: Source,
  note: Type.Optional(Text),
})
export type Target = Static<typeof Target>
