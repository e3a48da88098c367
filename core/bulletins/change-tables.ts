import type { OpenBook } from '#core/closings/open-book.ts'
import { choicesOf, indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { NOTHING, zhDayBeside } from './chinese.ts'
import type { Figures } from './figures.ts'
import { rowsOf } from './rows.ts'
import type { FactTable } from './tables.ts'

/** What moved a row of the ranking, as it is called on paper. */
const KINDS: Record<string, string> = {
  gained: '新落实',
  lost: '回退',
  joined: '划入',
  left: '划出',
  scored: '重新考评',
  fell_due: '到期',
  reweighed: '面积、户数变动',
}

const SPLIT = '|'

/** A stored value as the plan calls it; of a split compound each part's. */
export const wordOf = (plan: PlanDocument, indicator: string, value: string | null): string => {
  if (value === null || value === '') return '未上报'
  const asked = indicatorOf(plan, indicator)
  const choices = asked ? choicesOf(plan, asked) : []
  const word = (part: string) => choices.find(({ id }) => id === part)?.zh ?? (part || '未上报')
  return value.split(SPLIT).map(word).join('、')
}

/** 变动: which compounds moved the ranking of a level since the day of comparison. */
export function moveTable(book: OpenBook, figures: Figures, of: string): FactTable {
  const { document } = book
  const { indicator } = document.headline
  const modes = indicatorOf(document, indicator)?.derived ? anyOf(document, indicator) : indicator
  return {
    title: '本期变动',
    head: ['所属', '对象', '变动', '日期', '原来', '现在'],
    widths: [2.6, 4.2, 2, 3.1, 3.6, 3.6],
    rows: rowsOf(book, figures, of).flatMap(row =>
      row.reasons.map(({ name, kind, day, before, now }) => [
        row.name,
        name,
        KINDS[kind] ?? kind,
        zhDayBeside(day, figures.as_of),
        wordOf(document, modes, before),
        wordOf(document, modes, now),
      ]),
    ),
    note: `与${zhDayBeside(figures.since, figures.as_of)}相比。`,
  }
}

/** The stored indicator whose words a derived one's values are told in. */
const anyOf = (plan: PlanDocument, id: string): string => {
  const derived = indicatorOf(plan, id)?.derived
  return derived && 'all_of' in derived && derived.all_of.length === 1 ? derived.all_of[0]! : id
}

/** 更正: what the closing before would say otherwise today, row by row. */
export function correctionTable({ document, corrections, divisions, previous, closing }: OpenBook): FactTable {
  const names = new Map(divisions.map(({ id, name }) => [id, name]))
  const nameOf = (id: string | number | null) => names.get(Number(id)) ?? String(id ?? NOTHING)
  const shown = (indicator: string, value: string | null) =>
    indicator === 'community' && value ? nameOf(value) : wordOf(document, indicator, value)
  return {
    title: '较上次截数更正',
    head: ['所属', '对象', '项目', '上次截数', '更正为'],
    widths: [2.4, 4.4, 2.4, 4.2, 4.2],
    rows: corrections.map(({ name, community, indicator, before, after }) => [
      community === null ? NOTHING : nameOf(community),
      name,
      FACT_WORDS[indicator] ?? indicatorOf(document, indicator)?.zh ?? indicator,
      shown(indicator, before),
      shown(indicator, after),
    ]),
    note: previous ? `上次截数截至${zhDayBeside(previous.as_of, closing.as_of)}。` : '此前没有截数。',
  }
}

const FACT_WORDS: Record<string, string> = {
  name: '名称',
  community: '所属',
  roster: '底数',
  households: '户数',
  floor_area: '建筑面积',
  task_owner: '责任单位',
  due_on: '完成时限',
  merged_into: '并入',
  split_from: '分自',
}
