import Type, { type Static } from 'typebox'
import {
  Conditions,
  closed,
  Either,
  Id,
  list,
  Nullable,
  Percent,
  Printed,
  Short,
  Source,
  SubjectKind,
  Text,
} from './common.ts'

export const FAMILIES = ['professional', 'work_unit', 'self_governed', 'floating', 'entrusted'] as const
export const Family = Type.Enum([...FAMILIES])
export type Family = Static<typeof Family>

const Evidence = Either(list(Id, 10))

const Variant = closed({
  id: Id,
  zh: Short,
  when: Type.Optional(Text),
  evidence: Evidence,
  source: Source,
})

/** 管理模式. `starts` = the day that counts: the contract's, or the day the manager came. */
export const Mode = closed({
  id: Id,
  family: Family,
  zh: Short,
  en: Type.Optional(Short),
  variants: Type.Optional(list(Variant, 10)),
  evidence: Evidence,
  starts: Type.Optional(Printed(Type.Enum(['signed', 'on_site', 'decided']))),
  manager: Type.Optional(list(Short, 10)),
  services: Type.Optional(list(Short, 20)),
  steps: Type.Optional(list(Short, 20)),
  vote: Type.Optional(Id),
  needs: Type.Optional(Type.Enum(['management_area', 'patch', 'package'])),
  source: Source,
  note: Type.Optional(Text),
})
export type Mode = Static<typeof Mode>

export const Choice = closed({ id: Id, zh: Short, en: Type.Optional(Short) })
export type Choice = Static<typeof Choice>

/** When a value counts as fulfilled. Without it: true, a mode other than none, or any value at all. */
export const Meets = Type.Union([
  closed({ in: list(Id, 40) }),
  closed({ is: Type.Boolean() }),
  closed({ at_least: Type.Number() }),
  closed({ at_most: Type.Number() }),
])

export const Derived = Type.Union([
  closed({ all_of: Type.Array(Id, { minItems: 1, maxItems: 20 }) }),
  closed({ any_of: Type.Array(Id, { minItems: 1, maxItems: 20 }) }),
  closed({ at_least: closed({ indicator: Id, value: Type.Number() }) }),
  closed({ ratio: closed({ part: Id, whole: Id, at_least_percent: Percent }) }),
])

/** 指标: what is observed on a subject, or derived from other indicators of the same document. */
export const Indicator = closed({
  id: Id,
  zh: Short,
  en: Type.Optional(Short),
  on: SubjectKind,
  level: Type.Optional(Id),
  type: Type.Enum(['mode', 'choice', 'boolean', 'number', 'count', 'reference', 'day']),
  unit: Type.Optional(Short),
  values: Type.Optional(list(Choice, 40)),
  meets: Type.Optional(Meets),
  derived: Type.Optional(Derived),
  made_of: Type.Optional(list(closed({ indicator: Id, percent: Percent }), 10)),
  rubric: Type.Optional(Id),
  with: Type.Optional(list(Type.Enum(['organisation']), 1)),
  evidence: Type.Optional(Evidence),
  by: Type.Optional(list(Id, 20)),
  period: Type.Optional(Type.Enum(['month', 'quarter', 'year'])),
  source: Source,
  note: Type.Optional(Text),
})
export type Indicator = Static<typeof Indicator>

/** Which modes the document means for a subject; rules are tried in order, the first that holds decides. */
export const Classify = closed({
  order: Printed(Type.Enum(['first_match'])),
  else: Type.Enum(['undecided']),
  override: Nullable(Id),
  rules: list(
    closed({
      if: Conditions,
      // biome-ignore lint/suspicious/noThenProperty: the field's name in plan files; a schema is never awaited
      then: list(Id, 10),
      note: Type.Optional(Text),
      source: Type.Optional(Source),
    }),
    40,
  ),
  source: Source,
  note: Type.Optional(Text),
})

export const RANKING_KEYS = ['due', 'rate', 'points', 'gain_in_month'] as const
export type RankingKey = (typeof RANKING_KEYS)[number]

/**
 * 排名: `of` whom, each kind apart; `key` by what first and next: done against due, rate, points, gain since the day compared with.
 * `units` says whether responsible units are ranked in what is handed out, never, always, or where the signer chooses so.
 */
export const Ranking = closed({
  of: list(Id, 10),
  key: Either(list(Type.Enum([...RANKING_KEYS]), 4)),
  ties: Either(Type.Enum(['share'])),
  nothing_due: Either(Type.Enum(['unranked'])),
  regressed: Type.Optional(Either(Type.Enum(['named']))),
  units: Type.Optional(Either(Type.Enum(['signer', 'always', 'never']))),
  basis: Type.Enum(['reported', 'verified']),
  printed: Nullable(Short),
  why: Text,
  source: Source,
})
export type Ranking = Static<typeof Ranking>
