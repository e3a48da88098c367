import type { MultiPolygon } from 'geojson'
import Type, { type Static } from 'typebox'
import { Day, Moment, Nullable, SubjectId } from '../api/common.ts'
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

const Label = Type.String({ minLength: 1, maxLength: 300 })

/** What goes with the files as JSON, in a field named `options`: what a person said of sheets, columns and single shapes. */
export const ImportSaid = Type.Object(
  {
    sheets: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100 })),
    columns: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 80 }))),
    matches: Type.Optional(Type.Array(Type.Tuple([Label, SubjectId]), { maxItems: 10_000 })),
    repairs: Type.Optional(Type.Array(Label, { maxItems: 10_000 })),
  },
  { additionalProperties: false },
)
export type ImportSaid = Static<typeof ImportSaid>

const Shape = Type.Unsafe<MultiPolygon>(Type.Any())
const Point = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })

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
      sheet: Type.String(),
      row: Count,
      code: Type.String(),
      name: Type.String(),
      indicator: Type.String(),
      from: Nullable(Type.String()),
      to: Type.String(),
      effective_on: Day,
      correction: Type.Boolean(),
    }),
  ),
  added_rows: Type.Array(
    Type.Object({
      sheet: Type.String(),
      row: Count,
      code: Type.String(),
      name: Type.String(),
      home: Type.String(),
    }),
  ),
  /** How the ledger's sheets and columns were understood. */
  sheets: Type.Array(
    Type.Object({
      sheet: Type.String(),
      taken: Type.Boolean(),
      header_row: Count,
      rows: Count,
      columns: Type.Array(
        Type.Object({ header: Type.String(), field: Nullable(Type.String()), samples: Type.Array(Type.String()) }),
      ),
    }),
  ),
  /** Of a trial: the shapes as the file has them, before any datum is undone. */
  shapes: Type.Array(
    Type.Object({
      label: Type.String(),
      name: Nullable(Type.String()),
      compound: Nullable(Type.Object({ id: Nullable(SubjectId), code: Type.String(), name: Nullable(Type.String()) })),
      state: Type.Enum(['added', 'changed', 'unchanged', 'unmatched']),
      geometry: Shape,
    }),
  ),
  /** Of a trial: the invalid shapes where they would lie, and as the database would mend them. */
  invalid: Type.Array(
    Type.Object({
      label: Type.String(),
      reason: Type.String(),
      at: Nullable(Point),
      geometry: Shape,
      repaired: Nullable(Shape),
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

/** The imports a plan has had, newest first; `undone` is the write that took one back. */
export const ImportList = Type.Object({
  imports: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      recorded_at: Moment,
      account: Type.String(),
      account_name: Type.String(),
      note: Nullable(Type.String()),
      observations: Count,
      shapes: Count,
      undone: Nullable(Type.Integer()),
    }),
  ),
})
export type ImportList = Static<typeof ImportList>
