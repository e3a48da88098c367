import Type from 'typebox'
import {
  Count,
  closed,
  Day,
  Either,
  Frequency,
  Id,
  list,
  Nullable,
  Printed,
  Short,
  Slug,
  Source,
  SubjectKind,
  Text,
} from './common.ts'

export const PlanSource = closed({
  seed: Short,
  issued_on: Nullable(Day),
  number: Nullable(Short),
  law: list(Slug, 10),
})

export const Note = closed({ zh: Text, source: Source })

/** One level of divisions; the list goes from the top down. */
export const Level = closed({ id: Id, zh: Short, en: Type.Optional(Short) })

/** Who acts: a leading group, an office, a department, a town. `members` counts the named units where they are printed. */
export const Body = closed({
  id: Id,
  zh: Short,
  level: Type.Optional(Id),
  lead: Type.Optional(Short),
  deputies: Type.Optional(list(Short, 10)),
  members: Type.Optional(list(Short)),
  named_units: Type.Optional(Count),
  office: Type.Optional(Id),
  does: list(Text, 30),
  source: Source,
  note: Type.Optional(Text),
})

/** 底数: the subjects a target is measured on. Rosters of different units are never added. */
export const Roster = closed({
  id: Id,
  zh: Type.Optional(Short),
  subject: SubjectKind,
  expected: Either(Nullable(Count)),
  unit: Short,
  per_division: Type.Optional(closed({ level: Id, expected: list(Nullable(Count)) })),
  cut_off: Type.Optional(Printed(Nullable(Type.Integer({ minimum: 1900, maximum: 2100 })))),
  source: Source,
  note: Type.Optional(Text),
})

/** A baseline the document states and nobody recounts; `unit` keeps 个 and 幢 apart. */
export const Declared = closed({
  id: Id,
  zh: Short,
  count: Count,
  unit: Short,
  area_share_percent: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  source: Source,
  note: Type.Optional(Text),
})

/** A meeting held again and again, what it is prepared from, and what comes out of it. */
export const Meeting = closed({
  id: Id,
  zh: Short,
  held_by: Type.Optional(Id),
  every: Either(Nullable(Frequency)),
  /** Day of the month; where that is off, the last working day before. */
  held_on: Type.Optional(Printed(Type.Integer({ minimum: 1, maximum: 31 }))),
  /** Working days before it on which its figures are taken. */
  figures_close: Type.Optional(Printed(Type.Integer({ minimum: 0, maximum: 20 }))),
  agenda: Type.Optional(Printed(list(Text, 20))),
  /** How many compounds are visited. */
  sites: Type.Optional(Printed(Type.Integer({ minimum: 0, maximum: 12 }))),
  with: Type.Optional(list(Short, 40)),
  where: Type.Optional(Short),
  outputs: Type.Optional(list(Short, 10)),
  source: Source,
  note: Type.Optional(Text),
})

/** 公示: what is made public, where, for how long. */
export const PublicNotice = closed({
  id: Id,
  zh: Short,
  where: Type.Optional(list(Short, 20)),
  days: Type.Optional(Printed(Nullable(Count))),
  every: Type.Optional(Frequency),
  shows: Type.Optional(list(Short, 30)),
  source: Source,
  note: Type.Optional(Text),
})

/** 宣传: the channels by which people hear of the plan. */
export const Publicity = closed({
  id: Id,
  zh: Short,
  channels: list(Short, 20),
  source: Source,
  note: Type.Optional(Text),
})

export const EvidenceKind = closed({ id: Id, zh: Short, en: Type.Optional(Short) })
