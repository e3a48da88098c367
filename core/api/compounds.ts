import Type, { type Static } from 'typebox'
import { AreaKind } from './areas.ts'
import { Basis, Day, IndicatorId, Moment, Nullable, SubjectId, SubjectKind, When } from './common.ts'

/** One row of the ledger as of a day; `since` is the day the shown management began. */
export const Compound = Type.Object({
  id: SubjectId,
  code: Type.String(),
  name: Type.String(),
  community: Nullable(SubjectId),
  town: Nullable(SubjectId),
  management: Nullable(Type.String()),
  organisation: Nullable(SubjectId),
  since: Nullable(Day),
  households: Nullable(Type.Integer()),
  floor_area: Nullable(Type.Integer()),
  buildings: Nullable(Type.Integer()),
  /** baseline, addition, or '' (not on the roster). */
  member: Type.String(),
  /** Inside point [lon, lat]; null for an unlocated compound (未落图). */
  at: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  /** Exists from / until (exclusive) by succession; null where it always did / still does. */
  from_on: Nullable(Day),
  to_on: Nullable(Day),
  /** The days on which something was reported of it, earliest first; when it was recorded, not since when it holds. */
  reported_on: Type.Array(Day),
  /** Whether something last said of it was sent back and not said anew since. */
  returned: Type.Boolean(),
  /** Every other standing value, by indicator, canonical text. */
  values: Type.Record(IndicatorId, Type.String()),
})
export type Compound = Static<typeof Compound>

export const Ledger = Type.Object({
  as_of: Day,
  known_at: Nullable(Moment),
  seq: Type.Integer(),
  compounds: Type.Array(Compound),
})
export type Ledger = Static<typeof Ledger>

export const CompoundsQuery = Type.Object(
  {
    ...When,
    division: Type.Optional(SubjectId),
    mode: Type.Optional(IndicatorId),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    bbox: Type.Optional(Type.String({ maxLength: 100, pattern: '^-?[0-9.]+(,-?[0-9.]+){3}$' })),
    basis: Type.Optional(Basis),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    cursor: Type.Optional(SubjectId),
    format: Type.Optional(Type.Enum(['json', 'geojson', 'csv', 'xlsx'])),
  },
  { additionalProperties: false },
)

export const CompoundPage = Type.Object({ ...Ledger.properties, next: Nullable(SubjectId) })
export type CompoundPage = Static<typeof CompoundPage>

/** One row of a subject's history, newest first; `state` says what became of it. */
export const HistoryRow = Type.Object({
  id: Type.Integer(),
  seq: Type.Integer(),
  indicator: IndicatorId,
  value: Nullable(Type.String()),
  organisation: Nullable(SubjectId),
  organisation_name: Nullable(Type.String()),
  effective_on: Day,
  period: Nullable(Type.String()),
  recorded_at: Moment,
  account: Type.String(),
  account_name: Type.String(),
  action: Type.String(),
  replaces: Nullable(Type.Integer()),
  evidence: Type.Array(Type.String()),
  note: Nullable(Type.String()),
  state: Type.Enum(['standing', 'ahead', 'replaced', 'withdrawn', 'returned']),
  verdict: Nullable(Type.Enum(['verified', 'returned', 'revoked'])),
  verdict_reason: Nullable(Type.String()),
})
export type HistoryRow = Static<typeof HistoryRow>

export const SubjectPage = Type.Object({
  id: SubjectId,
  kind: SubjectKind,
  code: Type.String(),
  name: Type.String(),
  compound: Nullable(Compound),
  /** The area it belongs to on the day: its management area, else a patch or package. */
  area: Nullable(Type.Object({ id: SubjectId, name: Type.String(), kind: AreaKind })),
  history: Type.Array(HistoryRow),
})
export type SubjectPage = Static<typeof SubjectPage>
