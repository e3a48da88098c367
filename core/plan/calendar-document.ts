import Type, { type Static } from 'typebox'
import { closed, Day, list, Short, Slug, Source } from './schema/common.ts'

/** A working calendar: the days of the week that are worked (1 Monday … 7 Sunday), and each year's days off and moved days. */
export const CalendarDocument = closed({
  schema: Type.Literal(1),
  id: Slug,
  title: Short,
  week: list(Type.Integer({ minimum: 1, maximum: 7 }), 7),
  years: list(
    closed({
      year: Type.Integer({ minimum: 1949, maximum: 2100 }),
      source: Source,
      off: list(closed({ zh: Short, from: Day, to: Day }), 40),
      work: list(Day, 60),
    }),
  ),
})
export type CalendarDocument = Static<typeof CalendarDocument>
