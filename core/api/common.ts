import Type, { type Static } from 'typebox'

/** An ISO day in the plan's time zone, for example 2024-10-18. */
export const Day = Type.String({ pattern: '^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$' })

/** A moment, RFC 3339 with milliseconds, UTC. */
export const Moment = Type.String({
  maxLength: 30,
  pattern: '^[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-9:.]+(Z|[+-][0-9:]{5})$',
})

/** The id of a subject: a compound, a division, an organisation, a measure … */
export const SubjectId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

export const PlanId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,62}$' })
export const IndicatorId = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' })

export const Basis = Type.Enum(['reported', 'verified'])
export type Basis = Static<typeof Basis>

export const CountedBy = Type.Enum(['count', 'floor_area', 'households'])
export type CountedBy = Static<typeof CountedBy>

export const SubjectKind = Type.Enum([
  'compound',
  'building',
  'area',
  'division',
  'organisation',
  'service',
  'facility',
  'measure',
])
export type SubjectKind = Static<typeof SubjectKind>

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** Which plan a request speaks of. */
/** A key the caller makes up, so that a request sent again is carried out once. */
export const OnceHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 8, maxLength: 100 })),
})

export const PlanParams = Type.Object({ plan: PlanId }, { additionalProperties: false })

/** When a question is asked of: `as_of` a day, `known_at` a moment; today and now where left out. */
export const When = { as_of: Type.Optional(Day), known_at: Type.Optional(Moment) }
