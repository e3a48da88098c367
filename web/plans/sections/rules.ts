import { choicesOf } from '#core/plan/meets.ts'
import type { Indicator, PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'
import { conditionsText, present } from './telling.ts'

type Evidence = PlanDocument['modes'][number]['evidence']

const evidenceOf = (teller: Teller, ids: string[]): string =>
  listed(
    teller,
    ids.map(id => {
      const kind = teller.plan.evidence_kinds.find(each => each.id === id)
      return kind ? teller.words.named(kind) : id
    }),
  )

const evidenceCell = (teller: Teller, evidence: Evidence | undefined) =>
  (evidence && evidenceOf(teller, adopted(evidence))) || '—'

const evidencePrinted = (teller: Teller, evidence: Evidence | undefined, of = '') =>
  bothSides(`${of} ${teller.words.t('plan.columns.evidence')}`.trim(), evidence, ids => evidenceOf(teller, ids))

export const modes = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  return {
    id: 'modes',
    title: words.t('plan.modes'),
    columns: ['name', 'responsible', 'evidence'],
    rows: plan.modes.map(({ variants = [], ...mode }) => ({
      id: mode.id,
      cells: [
        [words.named(mode), ...variants.map(({ zh, when }) => present([zh, when]).join(' · '))],
        listed(teller, mode.manager) || '—',
        evidenceCell(teller, mode.evidence),
      ],
      source: mode.source,
      note: mode.note,
      printed: [
        ...bothSides(words.t('compound.since'), mode.starts, day => words.t(`plan.starts.${day}`)),
        ...evidencePrinted(teller, mode.evidence),
        ...variants.flatMap(({ zh, evidence }) => evidencePrinted(teller, evidence, zh)),
      ],
    })),
  }
}

export const classification = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  const section = { id: 'classify', title: words.t('plan.classify'), columns: ['when', 'rule'], rows: [] }
  if (!plan.classify) return section
  const { order, rules, note: remark, source: of } = plan.classify
  const modeName = (id: string) => {
    const mode = plan.modes.find(each => each.id === id)
    return mode ? words.named(mode) : id
  }
  const inOrder = words.t(`plan.order.${adopted(order)}`)
  return {
    ...section,
    words: present([inOrder, words.t('plan.otherwise'), remark]).join(words.t('plan.stop')),
    source: of,
    printed: bothSides(words.t('plan.order.label'), order, () => inOrder),
    rows: rules.map(({ if: conditions, then, note, source = of }, i) => ({
      id: String(i),
      cells: [conditionsText(teller, conditions), listed(teller, then.map(modeName))],
      source,
      note,
    })),
  }
}

const indicatorKind = (teller: Teller, indicator: Indicator): string => {
  const { plan, words, planWords } = teller
  const { derived } = indicator
  if (!derived) return listed(teller, choicesOf(plan, indicator).map(words.named)) || (indicator.unit ?? '—')
  if ('all_of' in derived)
    return words.t('plan.all_of', { names: listed(teller, derived.all_of.map(planWords.lensLabel)) })
  if ('any_of' in derived)
    return words.t('plan.any_of', { names: listed(teller, derived.any_of.map(planWords.lensLabel)) })
  if ('at_least' in derived)
    return `${planWords.lensLabel(derived.at_least.indicator)} ${words.t('plan.at_least', { n: derived.at_least.value })}`
  const { part, whole, at_least_percent } = derived.ratio
  return `${planWords.lensLabel(part)} / ${planWords.lensLabel(whole)} ${words.t('plan.at_least', { n: `${at_least_percent}%` })}`
}

export const indicators = (teller: Teller): PlanSection => ({
  id: 'indicators',
  title: teller.words.t('plan.indicators'),
  columns: ['name', 'goal', 'evidence'],
  rows: teller.plan.indicators.map(indicator => ({
    id: indicator.id,
    cells: [teller.words.named(indicator), indicatorKind(teller, indicator), evidenceCell(teller, indicator.evidence)],
    source: indicator.source,
    note: indicator.note,
    printed: evidencePrinted(teller, indicator.evidence),
  })),
})
