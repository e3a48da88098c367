import Type, { type Static } from 'typebox'
import { closed, Day, list, Nullable, Short, Slug, Source, Text } from './schema/common.ts'

const Natural = Type.Integer({ minimum: 1, maximum: 100 })

/** A share as two integers; `inclusive` false means more than that share. */
export const Share = closed({ part: Natural, of: Natural, inclusive: Type.Boolean() })
export type Share = Static<typeof Share>

/** Shares by exclusive floor area and by number of owners; both must be reached. */
const Both = closed({ area: Share, people: Share })

/** One wording of the law, from a day until the day before the next. `base`: of whom the majorities are taken. */
export const LawVersion = closed({
  zh: Short,
  article: Short,
  from: Day,
  to: Nullable(Day),
  participation: Nullable(Both),
  base: Type.Enum(['all', 'participating']),
  ordinary: Both,
  special: Both,
  special_matters: list(Short, 10),
  ordinary_matters: list(Short, 10),
  source: Source,
  note: Type.Optional(Text),
})
export type LawVersion = Static<typeof LawVersion>

/** A rule of law that changes by date, read like a plan. */
export const LawDocument = closed({
  schema: Type.Literal(1),
  id: Slug,
  title: Short,
  versions: Type.Array(LawVersion, { minItems: 1, maxItems: 20 }),
  notes: list(Text, 20),
})
export type LawDocument = Static<typeof LawDocument>

/** The wording in force on `day`, if any. */
export const lawOn = (law: LawDocument, day: string): LawVersion | null =>
  law.versions.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? null
