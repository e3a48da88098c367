import Type, { type Static } from 'typebox'
import { Day, Moment } from './common.ts'
import { NewObservation } from './observations.ts'
import { Text } from './text.ts'

/**
 * One row of a batch. `corrects_on` names the day of the standing row it takes the place of; without it a row of the same
 * day is corrected, where one stands. `called` is an organisation by name: the value of a reference, else who manages.
 */
export const BatchRow = Type.Object(
  { ...NewObservation.properties, corrects_on: Type.Optional(Day), called: Type.Optional(Text(80)) },
  { additionalProperties: false },
)
export type BatchRow = Static<typeof BatchRow>

/** Many observations as one write; organisations not known yet are added only where they are named here. */
export const NewBatch = Type.Object(
  {
    rows: Type.Array(BatchRow, { minItems: 1, maxItems: 2000 }),
    new_organisations: Type.Optional(Type.Array(Text(80), { maxItems: 200 })),
    note: Type.Optional(Text(500)),
  },
  { additionalProperties: false },
)
export type NewBatch = Static<typeof NewBatch>

export const BatchWritten = Type.Object({
  seq: Type.Integer(),
  recorded_at: Moment,
  rows: Type.Integer(),
  new_organisations: Type.Integer(),
})
export type BatchWritten = Static<typeof BatchWritten>
