import type { Goal, PlanDocument, Target } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'
import { conditionsText, daysPrinted, present } from './telling.ts'

export const phases = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  return {
    id: 'phases',
    title: words.t('plan.phases'),
    columns: ['name', 'time', 'does'],
    rows: plan.phases.map(({ id, zh, from, to, does, outputs, source, note }) => ({
      id,
      cells: [
        zh,
        `${words.fullDay(adopted(from))} – ${words.fullDay(adopted(to))}`,
        listed(teller, [...(does ?? []), ...(outputs ?? [])]),
      ],
      source,
      note,
      printed: daysPrinted(teller, { from, to }),
    })),
  }
}

const goalText = ({ plan, words, planWords }: Teller, { scope, roster }: Target, goal: Goal): string => {
  const where =
    scope === 'whole' ? words.t('plan.whole') : words.t('plan.by_level', { level: planWords.levelLabel(scope) })
  if ('percent' in goal) return `${goal.percent}% · ${where}`
  const unit = plan.rosters.find(({ id }) => id === roster)?.unit ?? ''
  return `${words.t('plan.at_least', { n: `${words.count(goal.count)} ${unit}`.trim() })} · ${where}`
}

const asks = (teller: Teller, target: Target): string[] => {
  const { words, planWords } = teller
  const { at_least, qualitative, indicator, filter } = target
  const goal = at_least ? adopted(at_least) : null
  const what = indicator && planWords.lensLabel(indicator)
  return present([
    present([what, goal && goalText(teller, target, goal)]).join(' '),
    filter && words.t('plan.only', { filter: conditionsText(teller, filter) }),
    qualitative,
  ])
}

export const targets = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  return {
    id: 'targets',
    title: words.t('plan.targets'),
    columns: ['name', 'time', 'goal'],
    rows: plan.targets.map(target => ({
      id: target.id,
      cells: [target.zh ?? target.id, target.by ? words.fullDay(adopted(target.by)) : '—', asks(teller, target)],
      source: target.source,
      note: target.note,
      printed: [
        ...bothSides(words.t('plan.columns.time'), target.by, day => words.fullDay(String(day))),
        ...bothSides(words.t('plan.columns.goal'), target.at_least, goal => goalText(teller, target, goal)),
      ],
    })),
  }
}

const counted = ({ words }: Teller, { unit }: PlanDocument['rosters'][number], n: number | null) =>
  n === null ? '—' : `${words.count(n)} ${unit}`

export const rosters = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  return {
    id: 'rosters',
    title: words.t('plan.rosters'),
    columns: ['name', 'count'],
    rows: plan.rosters.map(roster => ({
      id: roster.id,
      cells: [roster.zh ?? roster.id, counted(teller, roster, adopted(roster.expected))],
      source: roster.source,
      note: roster.note,
      printed: [
        ...bothSides(words.t('plan.columns.count'), roster.expected, n => counted(teller, roster, n)),
        ...bothSides(words.t('plan.cut_off'), roster.cut_off, year => words.t('day.year', { year })),
      ],
    })),
  }
}

export const declared = ({ plan, words }: Teller): PlanSection => ({
  id: 'declared',
  title: words.t('plan.declared'),
  columns: ['name', 'count'],
  rows: plan.declared.map(({ id, zh, count, unit, area_share_percent, source, note }) => ({
    id,
    cells: [
      zh,
      [
        words.t('declared.row', { count: words.count(count), unit }),
        ...(area_share_percent === undefined ? [] : [words.t('declared.share', { percent: area_share_percent })]),
      ],
    ],
    source,
    note,
  })),
})
