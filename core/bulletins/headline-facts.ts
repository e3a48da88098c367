import type { Progress, TargetVerdict } from '#core/api/progress.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { outlookOf } from '#core/coverage/outlook.ts'
import { baseIndicators, choicesOf, indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { NOTHING, zhDayBeside, zhList, zhNumber, zhPercent } from './chinese.ts'
import { askedOf, type Figures } from './figures.ts'
import type { FactId } from './placeholders.ts'

/** A value as it is printed, and as conditions ask it; null where there is nothing to ask. */
export interface Said {
  text: string
  asked: string | number | null
}

const NONE: Said = { text: NOTHING, asked: null }
const count = (n: number): Said => ({ text: String(n), asked: n })
const share = (part: number, whole: number): Said => ({
  text: zhPercent(part, whole),
  asked: whole === 0 ? null : (part * 100) / whole,
})

/** What the headline counts: its roster's unit and what the plan calls one of it. */
export const unitOf = (plan: PlanDocument): { unit: string; noun: string } => {
  const on = indicatorOf(plan, plan.headline.indicator)?.on ?? 'compound'
  const roster = plan.rosters.find(({ subject }) => subject === on)
  return { unit: roster?.unit ?? '', noun: plan.words[on] ?? roster?.zh ?? '' }
}

/** 专业化物业80个、责任单位管理40个: the values that count, in the plan's order. */
export function modesInWords(plan: PlanDocument, { by_value }: Progress['total']): string {
  const base = indicatorOf(plan, baseIndicators(plan, plan.headline.indicator)[0]!)
  const { unit } = unitOf(plan)
  if (base?.type !== 'mode') return NOTHING
  return zhList(
    choicesOf(plan, base).flatMap(({ id, zh }) =>
      id !== 'none' && by_value[id] ? [`${zh}${by_value[id]}${unit}`] : [],
    ),
  )
}

const VERDICTS: Record<TargetVerdict['verdict'], string> = {
  met: '已完成',
  open: '尚未到期',
  missed: '未按期完成',
  late: '逾期后完成',
}

/** The wall's sentence and the figures around it. */
export function headlineFacts(book: OpenBook, figures: Figures): Partial<Record<FactId, Said>> {
  const { unit, noun } = unitOf(book.document)
  const words = { unit: { text: unit, asked: unit }, noun: { text: noun, asked: noun } }
  const { progress, before, newly, regressed } = figures
  if (!progress || !before) return words
  const { total, shares, additions } = progress
  return {
    ...words,
    total: count(total.total),
    covered: count(total.covered),
    uncovered: count(total.total - total.covered),
    rate: share(total.covered, total.total),
    rate_floor_area: share(shares.floor_area.covered, shares.floor_area.total),
    rate_households: share(shares.households.covered, shares.households.total),
    unreported: count(total.unreported),
    added: count(additions.total),
    added_covered: count(additions.covered),
    modes: { text: modesInWords(book.document, total), asked: null },
    covered_before: count(before.total.covered),
    rate_before: share(before.total.covered, before.total.total),
    gained: count(total.covered - before.total.covered),
    newly: count(newly),
    regressed: count(regressed),
    ...targetFacts(progress, unit),
    ...outlookFacts(book, progress),
  }
}

function targetFacts({ target, forecast, as_of }: Progress, unit: string): Partial<Record<FactId, Said>> {
  const day = (on: string | null | undefined): Said => (on ? { text: zhDayBeside(on, as_of), asked: on } : NONE)
  const number = (n: number | null | undefined): Said =>
    n === null || n === undefined ? NONE : { text: zhNumber(n), asked: n }
  const pace = { pace: number(forecast?.pace_per_week), reaches_on: day(forecast?.reaches_on) }
  if (!target)
    return { target_on: NONE, target_goal: NONE, needed: NONE, short: NONE, days_left: NONE, verdict: NONE, ...pace }
  return {
    target_on: day(target.by),
    target_goal: {
      text: target.percent === null ? `${target.needed}${unit}` : `${target.percent}%`,
      asked: target.percent,
    },
    needed: count(target.needed),
    short: count(target.short),
    days_left: count(Math.max(0, target.days_left)),
    verdict: { text: VERDICTS[target.verdict], asked: target.verdict },
    needed_per_week: number(forecast?.needed_per_week),
    ...pace,
  }
}

/** Who will miss the next target at the present pace; of the level ranked first. */
function outlookFacts(book: OpenBook, { target, as_of }: Progress): Partial<Record<FactId, Said>> {
  const level = rankedLevel(book.document)
  if (!level || !target || target.by < as_of)
    return { will_miss: NONE, will_miss_names: { text: zhList([]), asked: null } }
  const { basis, counted_by } = askedOf(book)
  const missing = outlookOf(book, { by: level, as_of, basis, counted_by }).rows.filter(
    ({ verdict }) => verdict === 'will_miss',
  )
  return {
    will_miss: count(missing.length),
    will_miss_names: { text: zhList(missing.map(({ name }) => name)), asked: null },
  }
}

/** The level of divisions the plan ranks first, if it ranks any. */
export const rankedLevel = ({ ranking, levels }: PlanDocument): string | undefined =>
  ranking?.of.find(of => levels.some(({ id }) => id === of))
