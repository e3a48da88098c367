import { wordOf } from '#core/bulletins/change-tables.ts'
import { askedOf, sinceOf } from '#core/bulletins/figures.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { rowOn } from '#core/coverage/history.ts'
import { type Status, statusOn } from '#core/coverage/status-on.ts'
import { unitOf } from '#core/divisions/tree.ts'
import { baseIndicators, indicatorOf } from '#core/plan/meets.ts'
import { letters, type Sheet, type SheetCell } from './cells.ts'

export const LEDGER = '台账'
const MEMBERS: Record<string, string> = { baseline: '底数', addition: '另增', '': '不在底数' }
export const BASELINE = MEMBERS.baseline!
export const YES = '是'
export const NO = '否'

/** One subject of the headline, as the sheets count it. */
interface Entry {
  id: number
  code: string
  name: string
  now: Status | undefined
  before: Status | undefined
  weight: number
  weight_before: number
  owner: number | null
}

/** The ledger's sheet, and where its columns stand; every other sheet's formulas count its rows. */
export interface LedgerSheet {
  sheet: Sheet
  entries: Entry[]
  /** Of a column by its head: the range of its body, `'台账'!$C$3:$C$231`. */
  range: (head: string) => string
}

const yes = (covered: boolean | undefined) => (covered ? YES : NO)

/** 台账: everything on the roster or in the ledger on the closing's day, on the plan's basis. */
export function ledgerSheet(book: OpenBook): LedgerSheet {
  const { document, divisions, organisations } = book
  const { indicator } = askedOf(book)
  const bases = baseIndicators(document, indicator)
  const isScore = indicatorOf(document, indicator)?.type === 'number'
  const base = bases.length === 1 ? bases[0]! : indicator
  const places = new Map(divisions.map(({ id, name }) => [id, name]))
  const firms = new Map(organisations.map(({ id, name }) => [id, name]))
  const levels = document.levels.filter(({ id }) => divisions.some(({ level }) => level === id))
  const units = levels.map(({ id }) => unitOf(divisions, id))
  const entries = entriesOf(book)
  const of = (status: Status | undefined, at: number) => units[at]!(status?.community ?? null)
  const columns: [head: string, cell: (entry: Entry) => SheetCell][] = [
    ['编号', ({ code }) => code],
    ['名称', ({ name }) => name],
    ...levels.map(({ zh }, at): [string, (entry: Entry) => SheetCell] => [
      zh,
      ({ now }) => places.get(of(now, at) ?? 0) ?? null,
    ]),
    ['底数情况', ({ now }) => MEMBERS[now?.member ?? '']!],
    [indicatorOf(document, base)?.zh ?? base, ({ now }) => shownOf(document, base, isScore, now)],
    ['是否落实', ({ now }) => yes(now?.covered)],
    ['管理单位', ({ now }) => firms.get(now?.organisation ?? 0) ?? null],
    ['起始日期', ({ now }) => now?.since ?? null],
    ['责任单位', ({ owner }) => firms.get(owner ?? 0) ?? null],
    ['对比日底数情况', ({ before }) => MEMBERS[before?.member ?? '']!],
    ['对比日是否落实', ({ before }) => yes(before?.covered)],
    ['计数', ({ weight }) => weight],
    ['对比日计数', ({ weight_before }) => weight_before],
    ...levels.flatMap(({ id }, at): [string, (entry: Entry) => SheetCell][] => [
      [keyOf(id), ({ now }) => of(now, at)],
      [keyBefore(id), ({ before }) => of(before, at)],
    ]),
    [keyOf('organisation'), ({ owner }) => owner],
  ]
  const heads = columns.map(([head]) => head)
  const last = Math.max(1, entries.length)
  return {
    sheet: {
      name: LEDGER,
      title: `${document.place}${document.short_title}台账`,
      head: heads,
      rows: entries.map(entry => columns.map(([, cell]) => cell(entry))),
      hidden: heads.flatMap((head, at) => (head.startsWith('内部编号') ? [at] : [])),
    },
    entries,
    range: head => {
      const column = letters(heads.indexOf(head))
      return `${LEDGER}!$${column}$3:$${column}$${last + 2}`
    },
  }
}

export const keyOf = (of: string) => `内部编号 ${of}`
export const keyBefore = (of: string) => `内部编号 ${of} 对比日`

const shownOf = (
  document: OpenBook['document'],
  base: string,
  isScore: boolean,
  now: Status | undefined,
): SheetCell => {
  if (!now || now.value === null) return '未上报'
  if (isScore) return Number(now.value)
  return wordOf(document, base, now.value)
}

function entriesOf(book: OpenBook): Entry[] {
  const { document, closing } = book
  const { indicator, basis, counted_by } = askedOf(book)
  const history = book.histories.get(indicator)
  if (!history) return []
  const since = sinceOf(book)
  const now = statusOn(document, history, indicator, basis, closing.as_of)
  const before = statusOn(document, history, indicator, basis, since)
  const roster = history.indicators.get('roster')?.[basis]
  const weight = (id: number, day: string) =>
    counted_by === 'count' ? 1 : (rowOn(roster?.get(id), day)?.[counted_by] ?? 0)
  const named = new Map([...book.compounds, ...book.measures].map(each => [each.id, each]))
  const owners = new Map(
    book.compounds.map(({ id, values }) => [id, values.task_owner ? Number(values.task_owner) : null]),
  )
  const ids = new Set([...book.compounds.map(({ id }) => id), ...now.keys(), ...before.keys()])
  return [...ids]
    .sort((a, b) => a - b)
    .filter(id => named.has(id) || (now.get(id)?.member ?? '') !== '')
    .map(id => ({
      id,
      code: named.get(id)?.code ?? String(id),
      name: named.get(id)?.name ?? String(id),
      now: now.get(id),
      before: before.get(id),
      weight: weight(id, closing.as_of),
      weight_before: weight(id, since),
      owner: owners.get(id) ?? null,
    }))
}
