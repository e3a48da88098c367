import Type, { type Static } from 'typebox'
import { Area } from './areas.ts'
import { Nullable } from './common.ts'
import { Fault } from './errors.ts'

/** How a shape file is read: its coordinate system instead of what it says, and the datum it was drawn in. */
export const ShapeFileQuery = Type.Object(
  {
    crs: Type.Optional(Type.String({ pattern: '^EPSG:[0-9]{4,6}$' })),
    datum: Type.Optional(Type.Enum(['gcj02', 'bd09', 'wgs84'])),
  },
  { additionalProperties: false },
)

/** A shape of a file as it is; where it is invalid, why, where, and what it would be when repaired. Nothing is kept. */
export const FileShape = Type.Object({
  number: Type.Integer(),
  name: Nullable(Type.String()),
  shape: Area.properties.shape,
  fault: Nullable(Type.String()),
  at: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  repaired: Area.properties.shape,
})
export type FileShape = Static<typeof FileShape>

export const ShapeFileAnswer = Type.Object({
  shapes: Type.Array(FileShape),
  faults: Type.Array(Fault),
  notes: Type.Array(Type.String()),
})
export type ShapeFileAnswer = Static<typeof ShapeFileAnswer>
