import Type, { type Static } from 'typebox'
import { Moment, Nullable, SubjectId } from './common.ts'

/** A sign of life from who edits a draft or goes on from an area; `tab` tells two windows of one person apart. */
export const PresenceBeat = Type.Object(
  {
    draft: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    area: Type.Optional(SubjectId),
    tab: Type.String({ pattern: '^[A-Za-z0-9-]{8,40}$' }),
    leaving: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type PresenceBeat = Static<typeof PresenceBeat>

/** Who is at work, by display name alone; `own` where it is another window of whoever asks. */
export const Editor = Type.Object({
  draft: Nullable(Type.Integer()),
  area: Nullable(SubjectId),
  name: Type.String(),
  since: Moment,
  own: Type.Boolean(),
})
export type Editor = Static<typeof Editor>

export const Editors = Type.Object({ editors: Type.Array(Editor) })
export type Editors = Static<typeof Editors>
