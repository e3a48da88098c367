import Type, { type Static } from 'typebox'
import { AreaShape } from './areas.ts'
import { Day, Moment, Nullable, SubjectId } from './common.ts'
import { Text } from './text.ts'

/** Every act on the roster has a day and a reason. */
const Act = { effective_on: Day, reason: Text(200) }
const Count = Type.Integer({ minimum: 0, maximum: 100_000_000 })
const Members = Type.Array(SubjectId, { minItems: 1, maxItems: 500 })

export const FreezeRoster = Type.Object(Act, { additionalProperties: false })
export const ChangeRoster = Type.Object({ ...Act, compounds: Members }, { additionalProperties: false })

/** One of what a compound is split into; what its households are is shared out whole. */
export const Part = Type.Object(
  {
    code: Text(80),
    name: Text(80),
    households: Nullable(Count),
    floor_area: Nullable(Count),
    buildings: Nullable(Count),
    shape: Type.Optional(Nullable(AreaShape)),
  },
  { additionalProperties: false },
)
export type Part = Static<typeof Part>

export const SplitCompound = Type.Object(
  {
    ...Act,
    compound: SubjectId,
    parts: Type.Array(Part, { minItems: 2, maxItems: 50 }),
    /** Whether the parts go on under the management the whole had. */
    carries_on: Type.Boolean(),
  },
  { additionalProperties: false },
)
export const MergeCompounds = Type.Object(
  { ...Act, compounds: Members, into: SubjectId },
  { additionalProperties: false },
)

const Totals = Type.Object({
  baseline: Type.Object({ covered: Type.Integer(), total: Type.Integer() }),
  additions: Type.Object({ covered: Type.Integer(), total: Type.Integer() }),
})
export type Totals = Static<typeof Totals>

/** What an act did to the plan's totals, or would do (`seq` null), as of `as_of`. */
export const RosterAnswer = Type.Object({ seq: Nullable(Type.Integer()), as_of: Day, before: Totals, after: Totals })
export type RosterAnswer = Static<typeof RosterAnswer>

export const ROSTER_ACTS = ['freeze', 'add', 'remove', 'split', 'merge'] as const
export type RosterActKind = (typeof ROSTER_ACTS)[number]

const Named = Type.Object({ id: SubjectId, code: Type.String(), name: Type.String() })

/** The roster now, and everything that was done to it, newest first. */
export const Roster = Type.Object({
  frozen_on: Nullable(Day),
  as_of: Day,
  totals: Totals,
  acts: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      kind: Type.Enum([...ROSTER_ACTS]),
      recorded_at: Moment,
      account: Type.String(),
      account_name: Type.String(),
      effective_on: Nullable(Day),
      reason: Nullable(Type.String()),
      /** Whether it was done here; what a demo or another program wrote is not taken back as an act. */
      can_undo: Type.Boolean(),
      compounds: Type.Array(Named),
      undone: Nullable(Type.Integer()),
    }),
  ),
})
export type Roster = Static<typeof Roster>
