import Type, { type Static } from 'typebox'
import { Conditions, closed, Id, list, Short, Source, Text } from './common.ts'

const Said = closed({ text: Text, when: Conditions })

/** One sentence; the other form is said only where its conditions hold, by thresholds the plan names. */
const Sentence = Type.Union([Text, Said])

const When = Type.Optional(Conditions)

/** A block is left out where its conditions do not hold, a paragraph also where none of its sentences does. */
const WordingBlock = Type.Union([
  closed({ kind: Type.Literal('heading'), level: Type.Integer({ minimum: 1, maximum: 3 }), text: Text, when: When }),
  closed({ kind: Type.Literal('paragraph'), sentences: list(Sentence, 20), when: When }),
  closed({ kind: Type.Literal('table'), table: Id, when: When }),
])

/**
 * 通报文字模板. Text holds placeholders in braces, `{已落实}`; conditions name the same values by their id.
 * `purpose` says which closings it is of: a meeting's, or a notice of the plan by its id.
 * `mark` is the office's sign in a document number (发文机关代字); without it there is none.
 */
export const BulletinWording = closed({
  id: Id,
  zh: Short,
  en: Type.Optional(Short),
  form: Type.Enum(['brief', 'official']),
  purpose: Id,
  masthead: Short,
  mark: Type.Optional(Short),
  title: Text,
  to: Type.Optional(Text),
  blocks: list(WordingBlock, 60),
  copies: list(closed({ label: Short, to: Text }), 6),
  issuer: Short,
  printed_by: Short,
  annexes: list(Id, 10),
  source: Source,
  note: Type.Optional(Text),
})
export type BulletinWording = Static<typeof BulletinWording>

/**
 * 名单: rows of a ranking that fit some conditions, praised, urged or criticised by name. Its `zh` is a placeholder, its `id`
 * a number to ask conditions of. `of` a level of the plan, `organisation`, `compound` or `measure`; `says` may name the row's own values.
 */
export const BulletinList = closed({
  id: Id,
  zh: Short,
  of: Id,
  when: Conditions,
  says: Text,
  at_most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  source: Type.Optional(Source),
})
export type BulletinList = Static<typeof BulletinList>
