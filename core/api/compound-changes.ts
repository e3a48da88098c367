import Type, { type Static } from 'typebox'
import { AreaShape } from './areas.ts'
import { Day, Moment, SubjectId } from './common.ts'
import { Text } from './text.ts'

/** Where a compound lies, drawn by hand: its first outline or one in place of the last. */
export const DrawCompound = Type.Object(
  { shape: AreaShape, effective_on: Day, note: Type.Optional(Text(500)) },
  { additionalProperties: false },
)
export type DrawCompound = Static<typeof DrawCompound>

export const Drawn = Type.Object({ seq: Type.Integer(), recorded_at: Moment, geometry_revision: Type.Integer() })
export type Drawn = Static<typeof Drawn>

/** A compound that was on no list yet; without a code it gets one from its community and name, as an import gives it. */
export const NewCompound = Type.Object(
  {
    code: Type.Optional(Text(76)),
    name: Text(80),
    community: SubjectId,
    effective_on: Day,
    note: Type.Optional(Text(500)),
  },
  { additionalProperties: false },
)
export type NewCompound = Static<typeof NewCompound>

export const CompoundAdded = Type.Object({
  id: SubjectId,
  code: Type.String(),
  seq: Type.Integer(),
  recorded_at: Moment,
})
export type CompoundAdded = Static<typeof CompoundAdded>
