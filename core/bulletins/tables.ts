import type { OpenBook } from '#core/closings/open-book.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { ranksUnits } from '#core/ranking/rules.ts'
import { caseTable } from './case-table.ts'
import { correctionTable, moveTable } from './change-tables.ts'
import { compoundTable } from './compound-table.ts'
import type { FactContext } from './facts.ts'
import type { Figures } from './figures.ts'
import { rankedLevel } from './headline-facts.ts'
import { measureTable, modeTable, outlookTable } from './headline-tables.ts'
import { rankingTable, totalsTable } from './standing-tables.ts'
import { type COMMON_TABLES, rankingId, totalsId } from './table-ids.ts'

export type FactCell = string | number | null

/** A table of a bulletin: worked out when it is shown, never stored. */
export interface FactTable {
  title: string
  head: string[]
  rows: FactCell[][]
  /** Of the columns, in proportion. */
  widths: number[]
  /** The last row adds up the others. */
  has_total?: boolean
  /** Under the table: by which rule, as of when. */
  note?: string
}

type Make = (book: OpenBook, figures: Figures, context: FactContext) => FactTable

const COMMON: Record<(typeof COMMON_TABLES)[number], Make> = {
  ranking_organisation: (book, figures, { meeting }) => {
    const table = rankingTable(book, figures, 'organisation')
    return ranksUnits(book.document, meeting) ? table : { ...table, rows: [], note: '责任单位的排名未公布。' }
  },
  ranking_compound: (book, figures) => rankingTable(book, figures, 'compound'),
  compounds: compoundTable,
  modes: modeTable,
  measures: measureTable,
  outlook: outlookTable,
  moves: (book, figures) => moveTable(book, figures, rankedLevel(book.document) ?? 'organisation'),
  corrections: correctionTable,
  cases: (book, _, { cases }) => caseTable(book, cases),
}

const makersOf = ({ levels }: PlanDocument): [string, Make][] => [
  ...levels.flatMap(({ id }): [string, Make][] => [
    [totalsId(id), (book, figures) => totalsTable(book, figures, id)],
    [rankingId(id), (book, figures) => rankingTable(book, figures, id)],
  ]),
  ...Object.entries(COMMON),
]

/** Every table of a closing, worked out when it is first read. */
export function tablesOf(book: OpenBook, figures: Figures, context: FactContext): Record<string, FactTable> {
  const tables = {} as Record<string, FactTable>
  for (const [id, make] of makersOf(book.document)) {
    let made: FactTable | undefined
    Object.defineProperty(tables, id, {
      enumerable: true,
      get: () => {
        made ??= make(book, figures, context)
        return made
      },
    })
  }
  return tables
}
