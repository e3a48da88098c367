import type { OpenBook } from '#core/closings/open-book.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { ruleSentence } from '#core/ranking/rule-words.ts'
import { NOTHING, zhDayBeside, zhNumber, zhPercent } from './chinese.ts'
import type { Figures } from './figures.ts'
import { type Row, rowsOf } from './rows.ts'
import type { FactTable } from './tables.ts'

/** What the rows of a ranking are called. */
export const calledOf = (plan: PlanDocument, of: string): string => {
  if (of === 'organisation') return '责任单位'
  if (of === 'compound') return plan.words.compound ?? '小区'
  return plan.levels.find(({ id }) => id === of)?.zh ?? of
}

const sum = (rows: readonly Row[], of: 'total' | 'covered' | 'gained' | 'regressed' | 'short') =>
  rows.reduce((all, row) => all + row[of], 0)

/** 总表: what each division has, has managed and has still to do; added up in the last row. */
export function totalsTable(book: OpenBook, figures: Figures, level: string): FactTable {
  const { document, closing } = book
  const rows = [...rowsOf(book, figures, level)].sort((a, b) => a.id - b.id)
  const row = (name: string, total: number, covered: number, gained: number, regressed: number) => [
    name,
    total,
    covered,
    total - covered,
    zhPercent(covered, total),
    gained,
    regressed,
  ]
  return {
    title: `各${calledOf(document, level)}${document.short_title}情况`,
    head: [
      calledOf(document, level),
      '底数',
      document.words.covered ?? '已完成',
      document.words.none ?? '未完成',
      '完成率',
      '本期净增',
      '回退',
    ],
    widths: [4.5, 2, 3, 3, 2.4, 2.3, 1.7],
    rows: [
      ...rows.map(each => row(each.name, each.total, each.covered, each.gained, each.regressed)),
      row('合计', sum(rows, 'total'), sum(rows, 'covered'), sum(rows, 'gained'), sum(rows, 'regressed')),
    ],
    has_total: true,
    note: `截至${zhDayBeside(closing.as_of, closing.as_of)}；与${zhDayBeside(figures.since, closing.as_of)}相比。`,
  }
}

/** ↑2, ↓1, 持平: how far a place moved. */
const movedOf = ({ rank, rank_before }: Row): string => {
  if (rank === null || rank_before === null) return NOTHING
  if (rank === rank_before) return '持平'
  return rank < rank_before ? `升${rank_before - rank}` : `降${rank - rank_before}`
}

/** 排名: places by the plan's rule, with how they moved; who has nothing due stands below, unranked. */
export function rankingTable(book: OpenBook, figures: Figures, of: string): FactTable {
  const { document, closing } = book
  const rows = rowsOf(book, figures, of)
  const isScore = indicatorOf(document, document.headline.indicator)?.type === 'number' && of === 'compound'
  const title = `${calledOf(document, of)}排名`
  const note = `${ruleSentence(document, of)}对比日期：${zhDayBeside(figures.since, closing.as_of)}。`
  const place = (row: Row) => row.rank ?? (row.finished ? '已完成' : NOTHING)
  if (isScore)
    return {
      title,
      head: ['名次', calledOf(document, of), '得分', '上期名次', '升降'],
      widths: [2, 6, 2, 2, 2],
      rows: rows.map(row => [
        place(row),
        row.name,
        row.points === null ? NOTHING : zhNumber(row.points),
        row.rank_before ?? NOTHING,
        movedOf(row),
      ]),
      note,
    }
  return {
    title,
    head: ['名次', calledOf(document, of), '应完成', '已完成', '完成率', '本期新增', '回退', '上期名次', '升降'],
    widths: [1.7, 4.2, 2, 2, 2.4, 2.3, 1.7, 2.3, 1.9],
    rows: rows.map(row => [
      place(row),
      row.name,
      row.total,
      row.covered,
      zhPercent(row.covered, row.total),
      row.gained,
      row.regressed,
      row.rank_before ?? NOTHING,
      movedOf(row),
    ]),
    note,
  }
}
