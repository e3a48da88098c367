import { NOTHING, zhFullDay } from '#core/bulletins/chinese.ts'
import { askedOf, figuresOfBook, sinceOf } from '#core/bulletins/figures.ts'
import { type Row, rowsOf } from '#core/bulletins/rows.ts'
import { calledOf } from '#core/bulletins/standing-tables.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { ruleSentence } from '#core/ranking/rule-words.ts'
import type { Sheet, SheetCell } from './cells.ts'
import { BASELINE, keyBefore, keyOf, type LedgerSheet, NO, YES } from './ledger.ts'

const quoted = (text: string) => `"${text}"`

/** SUMIFS over the ledger's weights: every figure of a unit is counted from its rows. */
const sumOf = ({ range }: LedgerSheet, weight: string, conditions: [head: string, criterion: string][]) =>
  `SUMIFS(${[range(weight), ...conditions.flatMap(([head, criterion]) => [range(head), criterion])].join(',')})`

/** The formulas of one unit, whose number stands in a cell; null for the whole. */
const formulasOf = (ledger: LedgerSheet, of: string, key: string | null) => {
  const here: [string, string][] = key === null ? [] : [[keyOf(of), key]]
  const then: [string, string][] = key === null ? [] : [[of === 'organisation' ? keyOf(of) : keyBefore(of), key]]
  const base: [string, string] = ['底数情况', quoted(BASELINE)]
  const total = sumOf(ledger, '计数', [...here, base])
  const covered = sumOf(ledger, '计数', [...here, base, ['是否落实', quoted(YES)]])
  const before = sumOf(ledger, '对比日计数', [
    ...then,
    ['对比日底数情况', quoted(BASELINE)],
    ['对比日是否落实', quoted(YES)],
  ])
  const lost = sumOf(ledger, '计数', [...here, base, ['是否落实', quoted(NO)], ['对比日是否落实', quoted(YES)]])
  return { total, covered, before, lost }
}

const counted = ({ covered, total }: { covered: number; total: number }) => (total === 0 ? '' : covered / total)

const cellsOf = (
  ledger: LedgerSheet,
  of: string,
  row: Row,
  line: number,
  key: string | null,
  columns: string,
): SheetCell[] => {
  const formulas = formulasOf(ledger, of, key)
  const [total, covered] = [`${columns[0]}${line}`, `${columns[1]}${line}`]
  return [
    { formula: formulas.total, value: row.total },
    { formula: formulas.covered, value: row.covered },
    { formula: `${total}-${covered}`, value: row.total - row.covered },
    { formula: `IF(${total}=0,"",${covered}/${total})`, value: counted(row), percent: true },
    { formula: `${covered}-${formulas.before}`, value: row.gained },
    { formula: formulas.lost, value: row.regressed },
  ]
}

/** 总表: each unit's figures counted from the ledger, and the sum of the units. */
export function totalsSheet(book: OpenBook, ledger: LedgerSheet, of: string | undefined, below: string[]): Sheet {
  const { document } = book
  const figures = figuresOfBook(book)
  const rows = of === undefined ? [] : [...rowsOf(book, figures, of)].sort((a, b) => a.id - b.id)
  const head = [
    '内部编号',
    of === undefined ? '范围' : calledOf(document, of),
    '底数',
    document.words.covered ?? '已完成',
    document.words.none ?? '未完成',
    '完成率',
    '本期净增',
    '回退',
  ]
  const total = figures.progress?.total ?? { covered: 0, total: 0 }
  const before = figures.before?.total.covered ?? 0
  const whole: Row = {
    ...UNNAMED,
    total: total.total,
    covered: total.covered,
    gained: total.covered - before,
    regressed: figures.regressed,
  }
  const bottom = rows.length + 2
  const sums = ['C', 'D', 'E', 'G', 'H'].map(column => ({ column, formula: `SUM(${column}3:${column}${bottom})` }))
  const added = (column: string, value: number): SheetCell => ({
    formula: sums.find(each => each.column === column)!.formula,
    value,
  })
  const sum = (take: (row: Row) => number) => rows.reduce((all, row) => all + take(row), 0)
  return {
    name: '总表',
    title: `${document.place}${document.short_title}总表`,
    head,
    rows: [
      ...rows.map((row, i): SheetCell[] => [row.id, row.name, ...cellsOf(ledger, of!, row, i + 3, `$A${i + 3}`, 'CD')]),
      ...(rows.length === 0
        ? []
        : [
            [
              null,
              '合计',
              added(
                'C',
                sum(row => row.total),
              ),
              added(
                'D',
                sum(row => row.covered),
              ),
              added(
                'E',
                sum(row => row.total - row.covered),
              ),
              {
                formula: `IF(C${bottom + 1}=0,"",D${bottom + 1}/C${bottom + 1})`,
                value: counted({ covered: sum(row => row.covered), total: sum(row => row.total) }),
                percent: true,
              },
              added(
                'G',
                sum(row => row.gained),
              ),
              added(
                'H',
                sum(row => row.regressed),
              ),
            ] satisfies SheetCell[],
          ]),
      [
        null,
        rows.length === 0 ? '全部' : '台账直接汇总',
        ...cellsOf(ledger, of ?? '', whole, rows.length === 0 ? 3 : bottom + 2, null, 'CD'),
      ],
    ],
    has_total: true,
    hidden: [0],
    below: [
      `对比日期：${zhFullDay(sinceOf(book))}。口径：${askedOf(book).basis === 'verified' ? '核定数' : '上报数'}。`,
      ...below,
    ],
  }
}

const UNNAMED = {
  id: 0,
  name: '',
  rank: null,
  rank_before: null,
  from_last: null,
  short: 0,
  points: null,
  finished: false,
  reasons: [],
  due: 0,
  done: 0,
}

/** 排名: places by the plan's rule, the figures beside them counted from the ledger. */
export function rankingSheet(book: OpenBook, ledger: LedgerSheet, of: string): Sheet {
  const { document } = book
  const rows = rowsOf(book, figuresOfBook(book), of)
  const isScore = of === 'compound'
  const figures = ['应完成', '已完成', '未完成', '完成率', '本期净增', '回退']
  return {
    name: `${calledOf(document, of)}排名`,
    title: `${calledOf(document, of)}排名`,
    head: ['内部编号', '名次', calledOf(document, of), ...(isScore ? ['得分'] : figures), '上期名次'],
    rows: rows.map((row, i): SheetCell[] => [
      row.id,
      row.rank ?? (row.finished ? '已完成' : NOTHING),
      row.name,
      ...(isScore ? [row.points ?? NOTHING] : cellsOf(ledger, of, row, i + 3, `$A${i + 3}`, 'DE')),
      row.rank_before ?? NOTHING,
    ]),
    hidden: [0],
    below: [ruleSentence(document, of)],
  }
}
