import Type, { type Static, type TSchema } from 'typebox'

/** Closed object: a field nobody declared is a fault. */
export const closed = <T extends Record<string, TSchema>>(fields: T) =>
  Type.Object(fields, { additionalProperties: false })

/** A bounded list; every list of a plan may be empty. */
export const list = <T extends TSchema>(item: T, maxItems = 200) => Type.Array(item, { maxItems })

/** Lower-case ASCII name, unique in its list. */
export const Id = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' })
/** Name of a document: a plan, a law, a calendar. */
export const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,62}$' })
export const Day = Type.String({ pattern: '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })
export const Short = Type.String({ minLength: 1, maxLength: 80 })
export const Text = Type.String({ minLength: 1, maxLength: 400 })
/** Where in the document a value stands, in short form: "二", "附件2 四". */
export const Source = Type.String({ minLength: 1, maxLength: 80 })
export const Percent = Type.Integer({ minimum: 0, maximum: 100 })
export const Count = Type.Integer({ minimum: 0, maximum: 10_000_000 })
export const Points = Type.Number({ minimum: 0, maximum: 1000 })
export const Nullable = <T extends TSchema>(of: T) => Type.Union([of, Type.Null()])

/** What the document prints: text, number or nothing at all. */
export const AsPrinted = Type.Union([
  Type.String({ maxLength: 200 }),
  Type.Number(),
  Type.Null(),
  Type.Array(Type.String({ maxLength: 200 }), { maxItems: 40 }),
])

/** Both sides of a value where the document is silent, lost or contradictory: as printed, and as the product uses it. */
export const Printed = <T extends TSchema>(adopted: T) =>
  closed({
    printed: AsPrinted,
    adopted,
    why: Type.Optional(Text),
    source: Type.Optional(Source),
    precision: Type.Optional(Type.Enum(['day', 'ten_days', 'month', 'year'])),
  })

/** A value as it is, or with both sides shown. */
export const Either = <T extends TSchema>(of: T) => Type.Union([of, Printed(of)])

export const SUBJECT_KINDS = [
  'compound',
  'building',
  'area',
  'division',
  'organisation',
  'service',
  'facility',
  'measure',
] as const
export const SubjectKind = Type.Enum([...SUBJECT_KINDS])
export type SubjectKind = Static<typeof SubjectKind>

/** How often something is due: `times` per `per`. */
export const Frequency = closed({
  times: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  per: Type.Enum(['day', 'week', 'month', 'quarter', 'half_year', 'year', 'regular']),
})

/** Conditions on the facts and indicators of a subject; all of them must hold. */
export const Condition = Type.Union([
  Type.String({ minLength: 1, maxLength: 80 }),
  Type.Number(),
  Type.Boolean(),
  closed({ at_least: Type.Number() }),
  closed({ at_most: Type.Number() }),
  closed({ in: list(Type.String({ minLength: 1, maxLength: 80 }), 40) }),
])
export type Condition = Static<typeof Condition>
export const Conditions = Type.Record(Id, Condition, { additionalProperties: false })
export type Conditions = Static<typeof Conditions>
