import Type, { type Static } from 'typebox'
import { Day, IndicatorId, Moment, Nullable, PlanId } from './common.ts'
import { Sha256 } from './files.ts'
import { Text } from './text.ts'

export const BulletinId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const BulletinParams = Type.Object({ plan: PlanId, id: BulletinId }, { additionalProperties: false })

/** brief: 简报/通报 of the leading group's office; official: the full form of GB/T 9704. */
export const BulletinForm = Type.Enum(['brief', 'official'])
export type BulletinForm = Static<typeof BulletinForm>

/** One block of a text. Text holds placeholders in braces, `{已落实}`; never a figure of its own. */
export const Block = Type.Union([
  Type.Object(
    { kind: Type.Literal('heading'), level: Type.Integer({ minimum: 1, maximum: 3 }), text: Text(200) },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('paragraph'), text: Text(4000) }, { additionalProperties: false }),
  /** A table of core/bulletins/tables.ts, worked out when it is shown. */
  Type.Object({ kind: Type.Literal('table'), table: IndicatorId }, { additionalProperties: false }),
])
export type Block = Static<typeof Block>

/** What the office may change of a bulletin before it is issued. */
export const BulletinText = Type.Object(
  {
    title: Text(200),
    /** 主送; empty in the brief form. */
    to: Type.String({ maxLength: 400, pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$' }),
    blocks: Type.Array(Block, { maxItems: 80 }),
    /** 报、送、发 in the brief form, 抄送 in the official one. */
    copies: Type.Array(Type.Object({ label: Text(20), to: Text(400) }, { additionalProperties: false }), {
      maxItems: 6,
    }),
    /** 落款 and 编印 line. */
    issuer: Text(80),
    printed_by: Text(80),
    annexes: Type.Array(IndicatorId, { maxItems: 10 }),
  },
  { additionalProperties: false },
)
export type BulletinText = Static<typeof BulletinText>

export const BulletinFileKind = Type.Enum(['docx', 'xlsx'])
export type BulletinFileKind = Static<typeof BulletinFileKind>

export const Bulletin = Type.Object({
  id: BulletinId,
  closing: Type.Integer(),
  template: Type.String(),
  form: BulletinForm,
  version: Type.Integer(),
  text: BulletinText,
  /** 第 N 期, by template and year; null until it is issued, and then for ever the same. */
  number: Nullable(Type.Integer()),
  year: Nullable(Type.Integer()),
  issued_on: Nullable(Day),
  issued_at: Nullable(Moment),
  issued_by: Nullable(Type.String()),
  /** The number it would be issued with now; null once it is. */
  next_number: Nullable(Type.Integer()),
  saved_by: Type.String(),
  saved_by_name: Type.String(),
  saved_at: Moment,
  /** Figures typed by hand, which no question answers for: pointed out, never refused. */
  typed: Type.Array(Type.Object({ path: Type.String(), figure: Type.String() })),
  /** The files as they were issued, by hash; never read back as figures. */
  files: Type.Array(Type.Object({ kind: BulletinFileKind, sha256: Sha256, name: Type.String() })),
})
export type Bulletin = Static<typeof Bulletin>

export const BeginBulletin = Type.Object(
  { closing: Type.Integer({ minimum: 1 }), template: IndicatorId },
  { additionalProperties: false },
)
export const SaveBulletin = Type.Object(
  { version: Type.Integer({ minimum: 1 }), text: BulletinText },
  { additionalProperties: false },
)

export const IssueBulletin = Type.Object({ version: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })
export const BulletinFileQuery = Type.Object({ kind: BulletinFileKind }, { additionalProperties: false })

/** A template a closing can be told with, and the bulletin begun with it. */
export const BulletinTemplate = Type.Object({
  id: IndicatorId,
  zh: Type.String(),
  en: Type.Optional(Type.String()),
  form: BulletinForm,
  purpose: Type.String(),
})
export type BulletinTemplate = Static<typeof BulletinTemplate>

/** What a text of a closing may name and how it reads now; worked out, never stored. */
export const BulletinFacts = Type.Object({
  values: Type.Record(Type.String(), Type.String()),
  numbers: Type.Record(Type.String(), Type.String()),
  tables: Type.Record(Type.String(), Type.Any()),
  masthead: Type.String(),
  mark: Nullable(Type.String()),
  as_of: Day,
  known_at: Nullable(Moment),
  seal: Nullable(Type.String()),
})
export type BulletinFacts = Static<typeof BulletinFacts>
