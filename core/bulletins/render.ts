import type { BulletinText } from '#core/api/bulletins.ts'
import { NOTHING } from './chinese.ts'
import type { Facts } from './facts.ts'
import { piecesOf } from './placeholders.ts'
import type { FactTable } from './tables.ts'

export type RenderedBlock =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; table: FactTable }

/** A bulletin as it is read: every placeholder filled, every table worked out. */
export interface Rendered {
  title: string
  to: string
  blocks: RenderedBlock[]
  copies: { label: string; to: string }[]
  issuer: string
  printed_by: string
  /** Without those that hold nothing. */
  annexes: FactTable[]
}

/** Words with their placeholders filled; a name nobody knows stays as it is written, so that it is seen. */
export const fill = (text: string, values: Facts['values']): string =>
  piecesOf(text)
    .map(piece => (piece.name === null ? piece.text : (values[piece.name] ?? piece.text)))
    .join('')

const EMPTY: FactTable = { title: NOTHING, head: [], widths: [], rows: [] }

/** Fills a text with the figures of a closing. */
export function renderText(text: BulletinText, { values, tables }: Facts): Rendered {
  const filled = (said: string) => fill(said, values)
  return {
    title: filled(text.title),
    to: filled(text.to),
    blocks: text.blocks.map((block): RenderedBlock => {
      if (block.kind === 'table') return { kind: 'table', table: tables[block.table] ?? EMPTY }
      if (block.kind === 'heading') return { kind: 'heading', level: block.level, text: filled(block.text) }
      return { kind: 'paragraph', text: filled(block.text) }
    }),
    copies: text.copies.map(({ label, to }) => ({ label, to: filled(to) })),
    issuer: filled(text.issuer),
    printed_by: filled(text.printed_by),
    annexes: text.annexes.flatMap(id => (tables[id]?.rows.length ? [tables[id]] : [])),
  }
}
