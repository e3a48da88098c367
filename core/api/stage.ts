import Type, { type Static } from 'typebox'
import { Nullable } from './common.ts'
import { Stage } from './meetings.ts'

/** What a page that presents says: that it does, and which scene. `takes` where it begins or takes back. */
export const ShowStage = Type.Object(
  {
    presenter: Type.String({ pattern: '^[A-Za-z0-9-]{8,40}$' }),
    scene: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    at: Nullable(Type.String({ pattern: '^[A-Za-z0-9:.-]{1,40}$' })),
    takes: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type ShowStage = Static<typeof ShowStage>

/** Null while nobody presents. */
export const StageNow = Type.Object({ stage: Nullable(Stage) })
export type StageNow = Static<typeof StageNow>
