import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'

type Target = PlanDocument['targets'][number]

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
      printed: bothSides({ [words.t('plan.columns.time')]: from, '–': to }, (_, day) => words.fullDay(String(day))),
    })),
  }
}

const asks = ({ plan, words, planWords }: Teller, { at_least, qualitative, indicator, scope }: Target): string[] => {
  const where =
    scope === 'whole' ? words.t('plan.whole') : words.t('plan.by_level', { level: planWords.levelLabel(scope) })
  const what = planWords.lensLabel(indicator ?? plan.headline.indicator)
  if (!at_least) return [what, qualitative ?? words.t('plan.qualitative')]
  const goal = 'percent' in at_least ? `${at_least.percent}%` : words.count(at_least.count)
  return [`${what} ${goal} · ${where}`, ...(qualitative ? [qualitative] : [])]
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
      printed: bothSides({ [words.t('plan.columns.time')]: target.by }, (_, day) => words.fullDay(String(day))),
    })),
  }
}

export const rosters = ({ plan, words }: Teller): PlanSection => ({
  id: 'rosters',
  title: words.t('plan.rosters'),
  columns: ['name', 'count'],
  rows: plan.rosters.map(({ id, zh, expected, unit, source, note }) => {
    const n = adopted(expected)
    return {
      id,
      cells: [zh ?? id, n === null ? '—' : `${words.count(n)} ${unit}`],
      source,
      note,
      printed: bothSides({ [words.t('plan.columns.count')]: expected }),
    }
  }),
})

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
