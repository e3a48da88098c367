import { isFact } from '#core/plan/facts.ts'
import { choicesOf } from '#core/plan/meets.ts'
import type { Condition, Indicator, PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'

const evidenceOf = (teller: Teller, evidence: PlanDocument['modes'][number]['evidence'] | undefined): string =>
  listed(
    teller,
    (evidence ? adopted(evidence) : []).map(id => {
      const kind = teller.plan.evidence_kinds.find(each => each.id === id)
      return kind ? teller.words.named(kind) : id
    }),
  )

export const modes = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  return {
    id: 'modes',
    title: words.t('plan.modes'),
    columns: ['name', 'responsible', 'evidence'],
    rows: plan.modes.map(mode => ({
      id: mode.id,
      cells: [
        [words.named(mode), ...(mode.variants ?? []).map(({ zh }) => zh)],
        listed(teller, mode.manager) || '—',
        evidenceOf(teller, mode.evidence) || '—',
      ],
      source: mode.source,
      note: mode.note,
      printed: bothSides(
        { [words.t('compound.since')]: mode.starts, [words.t('plan.columns.evidence')]: mode.evidence },
        (_, value) => (Array.isArray(value) ? evidenceOf(teller, value as string[]) : startsOn(teller, String(value))),
      ),
    })),
  }
}

const startsOn = ({ words }: Teller, value: string) =>
  words.te(`plan.starts.${value}`) ? words.t(`plan.starts.${value}`) : value

const factName = ({ words, planWords }: Teller, id: string) =>
  isFact(id) ? words.t(`facts.${id}`) : planWords.lensLabel(id)

const conditionText = (teller: Teller, id: string, condition: Condition): string => {
  const { words, planWords } = teller
  const name = factName(teller, id)
  if (typeof condition !== 'object')
    return `${name} ${isFact(id) ? condition : planWords.valueLabel(id, String(condition))}`
  if ('in' in condition)
    return `${name} ${listed(
      teller,
      condition.in.map(value => planWords.valueLabel(id, value)),
    )}`
  if ('at_least' in condition) return `${name} ${words.t('plan.at_least', { n: condition.at_least })}`
  return `${name} ${words.t('plan.at_most', { n: condition.at_most })}`
}

export const classification = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  const rules = plan.classify?.rules ?? []
  const modeName = (id: string) => {
    const mode = plan.modes.find(each => each.id === id)
    return mode ? words.named(mode) : id
  }
  return {
    id: 'classify',
    title: words.t('plan.classify'),
    columns: ['when', 'rule'],
    words: plan.classify ? [words.t('plan.otherwise'), plan.classify.note].filter(Boolean).join('。') : undefined,
    rows: rules.map(({ if: conditions, then, note, source }, i) => ({
      id: String(i),
      cells: [
        listed(
          teller,
          Object.entries(conditions).map(([id, condition]) => conditionText(teller, id, condition)),
        ),
        listed(teller, then.map(modeName)),
      ],
      source: source ?? plan.classify?.source ?? '',
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
    cells: [
      teller.words.named(indicator),
      indicatorKind(teller, indicator),
      evidenceOf(teller, indicator.evidence) || '—',
    ],
    source: indicator.source,
    note: indicator.note,
  })),
})

export const ranking = (teller: Teller): PlanSection => {
  const { plan, words, planWords } = teller
  const section = { id: 'ranking', title: words.t('plan.ranking'), columns: [], rows: [] }
  if (!plan.ranking) return section
  const { of, key, basis, why } = plan.ranking
  const name = (id: string) => (words.te(`plan.of.${id}`) ? words.t(`plan.of.${id}`) : planWords.levelLabel(id))
  const said = words.t('plan.ranking_words', {
    of: listed(teller, of.map(name)),
    keys: key.map(id => words.t(`plan.ranking_key.${id}`)).join(words.t('plan.ranking_then')),
    basis: words.t(`basis.${basis}`),
  })
  return { ...section, words: `${said} ${why}` }
}
