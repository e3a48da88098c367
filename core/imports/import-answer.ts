import Type, { type Static } from 'typebox'
import { Day, Nullable } from '../api/common.ts'
import { Fault } from '../api/errors.ts'

const Count = Type.Integer({ minimum: 0 })

export const ImportQuery = Type.Object(
  {
    dry_run: Type.Optional(Type.Boolean()),
    crs: Type.Optional(Type.String({ pattern: '^EPSG:[0-9]{4,6}$' })),
    datum: Type.Optional(Type.Enum(['gcj02', 'bd09', 'wgs84'])),
    as_of: Type.Optional(Day),
  },
  { additionalProperties: false },
)

/** What an import did, or would do: `seq` is its write, null when nothing was written. */
export const ImportAnswer = Type.Object({
  seq: Nullable(Type.Integer()),
  as_of: Day,
  counts: Type.Object({ rows: Count, added: Count, changed: Count, unchanged: Count, unlocated: Count }),
  shape_counts: Type.Object({ read: Count, added: Count, changed: Count, unchanged: Count, by_name: Count }),
  new_divisions: Count,
  new_organisations: Count,
  observations: Count,
  changes: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      indicator: Type.String(),
      from: Nullable(Type.String()),
      to: Type.String(),
      effective_on: Day,
      correction: Type.Boolean(),
    }),
  ),
  unmatched: Type.Array(Type.Object({ label: Type.String(), reason: Type.Enum(['unknown', 'ambiguous']) })),
  ignored: Type.Array(Type.Object({ sheet: Type.String(), headers: Type.Array(Type.String()) })),
  names: Type.Array(Type.String()),
  remarks: Type.Array(Type.String()),
  faults: Type.Array(Fault),
})
export type ImportAnswer = Static<typeof ImportAnswer>

/** What taking an import back did; `kept` rows had been corrected since, or are names still in use. */
export const UndoAnswer = Type.Object({ seq: Type.Integer(), withdrawn: Count, kept: Count, shapes: Count })
