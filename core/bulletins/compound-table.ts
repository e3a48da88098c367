import type { OpenBook } from '#core/closings/open-book.ts'
import { statusOn } from '#core/coverage/status-on.ts'
import { baseIndicators, choicesOf, indicatorOf } from '#core/plan/meets.ts'
import { NOTHING, zhDayBeside } from './chinese.ts'
import { askedOf } from './figures.ts'
import { calledOf } from './standing-tables.ts'
import type { FactTable } from './tables.ts'

/** 各小区情况: every compound counted, by community, with how it stands and since when. */
export function compoundTable(book: OpenBook): FactTable {
  const { document, closing, compounds, divisions } = book
  const { indicator, basis } = askedOf(book)
  const history = book.histories.get(indicator)
  const states = history ? statusOn(document, history, indicator, basis, closing.as_of) : null
  const base = indicatorOf(document, baseIndicators(document, indicator)[0]!)
  const words = new Map(base ? choicesOf(document, base).map(({ id, zh }) => [id, zh]) : [])
  const named = new Map(divisions.map(({ id, name }) => [id, name]))
  const none = document.words.none ?? '未完成'
  const rows = compounds
    .flatMap(({ id, name }) => {
      const state = states?.get(id)
      return state?.member === 'baseline' ? [{ name, state, place: named.get(state.community ?? 0) ?? NOTHING }] : []
    })
    .sort((a, b) => (a.state.community ?? 0) - (b.state.community ?? 0) || a.name.localeCompare(b.name, 'zh'))
  return {
    title: `各${calledOf(document, 'compound')}完成情况`,
    head: ['序号', '所属', calledOf(document, 'compound'), base?.zh ?? '情况', '起始日期'],
    widths: [1, 3, 5, 4, 3],
    rows: rows.map(({ name, state, place }, i) => [
      i + 1,
      place,
      name,
      state.covered ? (words.get(state.value ?? '') ?? document.words.covered ?? '已完成') : none,
      state.covered && state.since ? zhDayBeside(state.since, closing.as_of) : NOTHING,
    ]),
  }
}
