import type { Case } from '#core/api/cases.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { CASE_STATES } from './case-facts.ts'
import { NOTHING, zhDayBeside } from './chinese.ts'
import type { FactTable } from './tables.ts'

const KINDS: Record<Case['kind'], string> = { problem: '问题', commitment: '承诺' }

/** 问题和承诺: what, who, by when, how it stands. */
export function caseTable({ closing }: OpenBook, cases: readonly Case[]): FactTable {
  return {
    title: '问题和承诺清单',
    head: ['序号', '类别', '内容', '责任', '时限', '状态'],
    widths: [1, 2, 7, 3, 2, 2],
    rows: cases.map(({ kind, text, owner_name, due_on, state, late }, i) => [
      i + 1,
      KINDS[kind],
      text,
      owner_name ?? NOTHING,
      due_on ? zhDayBeside(due_on, closing.as_of) : NOTHING,
      late ? `${CASE_STATES[state]}（逾期）` : CASE_STATES[state],
    ]),
  }
}
