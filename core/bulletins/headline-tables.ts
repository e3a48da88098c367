import type { Progress } from '#core/api/progress.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { outlookOf } from '#core/coverage/outlook.ts'
import { baseIndicators, choicesOf, indicatorOf } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { NOTHING, zhDayBeside, zhFullDay, zhNumber, zhPercent } from './chinese.ts'
import { askedOf, type Figures } from './figures.ts'
import { rankedLevel, unitOf } from './headline-facts.ts'
import { rowsOf } from './rows.ts'
import { calledOf } from './standing-tables.ts'
import type { FactTable } from './tables.ts'

/** 分模式: how many hold each value of the headline's indicator, those nobody reported apart. */
export function modeTable({ document }: OpenBook, { progress }: Figures): FactTable {
  const base = indicatorOf(document, baseIndicators(document, document.headline.indicator)[0]!)
  const { unit } = unitOf(document)
  const values = base && progress ? choicesOf(document, base) : []
  const { total = 0, unreported = 0, by_value = {} }: Partial<Progress['total']> = progress?.total ?? {}
  const rows = [
    ...values.map(({ id, zh }) => ({ zh, n: by_value[id] ?? 0 })),
    ...(progress ? [{ zh: '未上报', n: unreported }] : []),
  ]
  return {
    title: `${base?.zh ?? '管理情况'}分布`,
    head: [base?.zh ?? '管理情况', `数量（${unit}）`, '占比'],
    widths: [6, 3, 3],
    rows: [...rows.map(({ zh, n }) => [zh, n, zhPercent(n, total)]), ['合计', total, zhPercent(total, total)]],
    has_total: true,
  }
}

/** 工作措施: each with who leads, until when, and how it stands. */
export function measureTable(book: OpenBook, figures: Figures): FactTable {
  const { document, measures, closing } = book
  const codes = new Map(measures.map(({ id, code }) => [id, code]))
  return {
    title: '工作措施完成情况',
    head: ['序号', '工作措施', '牵头单位', '时限', '情况'],
    widths: [1.2, 6, 4, 3.6, 2],
    rows: rowsOf(book, figures, 'measure').map(({ id, name, covered, short }, i) => {
      const measure = document.measures.find(each => each.id === codes.get(id))
      return [
        measure?.n ?? i + 1,
        name,
        measure?.lead.join('、') || NOTHING,
        measure ? zhFullDay(adopted(measure.to)) : NOTHING,
        covered ? '已完成' : short ? '逾期未完成' : '推进中',
      ]
    }),
    note: `截至${zhFullDay(closing.as_of)}。`,
  }
}

const VERDICTS = { met: '已达到', will_meet: '可按期', will_miss: '难以按期' } as const

/** 形势: who reaches the next deadline at the present pace, and what it would take. */
export function outlookTable(book: OpenBook, { as_of }: Figures): FactTable {
  const { document } = book
  const level = rankedLevel(document)
  const { basis, counted_by } = askedOf(book)
  const outlook = level ? outlookOf(book, { by: level, as_of, basis, counted_by }) : null
  const target = outlook?.target
  return {
    title: target ? `${zhDayBeside(target.by, as_of)}节点形势测算` : '节点形势测算',
    head: [
      level ? calledOf(document, level) : '单位',
      '应完成',
      '已完成',
      '还差',
      '近四周每周',
      '每周需增',
      '预计完成',
      '测算',
    ],
    widths: [3, 1.9, 1.9, 1.6, 2, 2, 4.2, 2.4],
    rows: (outlook?.rows ?? []).map(row => [
      row.name,
      row.needed,
      row.covered,
      row.short,
      zhNumber(row.pace_per_week),
      row.needed_per_week === null ? NOTHING : zhNumber(row.needed_per_week),
      row.verdict === 'met' || !row.reaches_on ? NOTHING : zhDayBeside(row.reaches_on, as_of),
      VERDICTS[row.verdict],
    ]),
    note: '按近四周进度测算。',
  }
}
