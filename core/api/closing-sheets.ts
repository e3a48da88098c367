import Type, { type Static } from 'typebox'
import { Basis, Day, IndicatorId, Moment, Nullable, SubjectId } from './common.ts'
import { Text } from './text.ts'

const strict = { additionalProperties: false } as const

export const ClosingsQuery = Type.Object({ purpose: Type.Optional(IndicatorId) }, strict)

/** What dropping and returning say: why. */
export const SayOfClosing = Type.Object({ text: Text(500) }, strict)

/** 核对: a town or unit finds its sheet right, or says what is wrong with it. */
export const CheckClosing = Type.Object({ subject: SubjectId, objection: Type.Optional(Text(500)) }, strict)
export type CheckClosing = Static<typeof CheckClosing>

export const SheetQuery = Type.Object(
  { subject: SubjectId, format: Type.Optional(Type.Enum(['json', 'xlsx'])) },
  strict,
)

/** Of the baseline: how many compounds, how many of them covered; additions are told apart. */
export const SheetTotals = Type.Object({
  compounds: Type.Integer(),
  covered: Type.Integer(),
  additions: Type.Integer(),
  households: Type.Integer(),
  floor_area: Type.Integer(),
})
export type SheetTotals = Static<typeof SheetTotals>

/** One compound of a sheet; names are those of the day. */
export const SheetRow = Type.Object({
  subject: SubjectId,
  code: Type.String(),
  name: Type.String(),
  community: Nullable(Type.String()),
  member: Type.String(),
  value: Nullable(Type.String()),
  manager: Nullable(Type.String()),
  since: Nullable(Day),
  verified: Type.Boolean(),
  covered: Type.Boolean(),
  households: Nullable(Type.Integer()),
  floor_area: Nullable(Type.Integer()),
})
export type SheetRow = Static<typeof SheetRow>

export const SHEET_STATES = ['waiting', 'checked', 'objected'] as const
export const SheetEntry = Type.Object({
  subject: SubjectId,
  name: Type.String(),
  kind: Type.Enum(['town', 'unit']),
  totals: SheetTotals,
  state: Type.Enum([...SHEET_STATES]),
  at: Nullable(Moment),
  account_name: Nullable(Type.String()),
  text: Nullable(Type.String()),
})
export type SheetEntry = Static<typeof SheetEntry>

/** The two times a sheet is asked of; before figures are taken, as everything is known now. */
const Asked = { as_of: Day, known_at: Moment, known_seq: Type.Integer(), basis: Basis }
export const Sheets = Type.Object({ ...Asked, sheets: Type.Array(SheetEntry) })
export type Sheets = Static<typeof Sheets>
export const Sheet = Type.Object({ ...SheetEntry.properties, ...Asked, rows: Type.Array(SheetRow) })
export type Sheet = Static<typeof Sheet>
