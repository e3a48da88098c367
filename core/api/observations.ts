import Type, { type Static } from 'typebox'
import { Day, IndicatorId, Moment, Nullable, SubjectId } from './common.ts'
import { Text } from './text.ts'

/** A new observation; a null value with `replaces` withdraws. `value` is text, number or boolean by the indicator's type. */
export const NewObservation = Type.Object(
  {
    subject: SubjectId,
    indicator: IndicatorId,
    value: Type.Union([Text(500), Type.Number(), Type.Boolean(), Type.Null()]),
    organisation: Type.Optional(Nullable(SubjectId)),
    effective_on: Day,
    period: Type.Optional(Type.String({ pattern: '^[12][0-9]{3}(-(0[1-9]|1[0-2])|-Q[1-4])?$' })),
    replaces: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Kinds of the plan, each alone or as `kind:sha256` of a stored file. */
    evidence: Type.Optional(Type.Array(Text(100), { maxItems: 20 })),
    note: Type.Optional(Text(500)),
  },
  { additionalProperties: false },
)
export type NewObservation = Static<typeof NewObservation>

export const NewVerification = Type.Object(
  { verdict: Type.Enum(['verified', 'returned', 'revoked']), reason: Type.Optional(Text(500)) },
  { additionalProperties: false },
)
export type NewVerification = Static<typeof NewVerification>

/** What was written: the row, the write it belongs to, and its recorded moment. */
export const Written = Type.Object({ id: Type.Integer(), seq: Type.Integer(), recorded_at: Moment })
export type Written = Static<typeof Written>
