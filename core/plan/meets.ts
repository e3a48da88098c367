import type { Choice, Family, Indicator, PlanDocument } from './plan-document.ts'

/** Values of a subject by base indicator, as stored text: a choice id, 'true' / 'false', a decimal number; null = unreported. */
export type Values = Record<string, string | null | undefined>

const SPLIT = '|'

export const indicatorOf = (plan: PlanDocument, id: string): Indicator | undefined =>
  plan.indicators.find(indicator => indicator.id === id)

/** The indicators a derived one is made of; null for a stored one. */
export const namedBy = ({ derived }: Indicator): string[] | null => {
  if (!derived) return null
  if ('all_of' in derived) return derived.all_of
  if ('any_of' in derived) return derived.any_of
  if ('at_least' in derived) return [derived.at_least.indicator]
  return [derived.ratio.part, derived.ratio.whole]
}

/** The stored indicators behind one, itself when it is stored; each once, in the order the document names them. */
export const baseIndicators = (plan: PlanDocument, indicatorId: string): string[] => {
  const indicator = indicatorOf(plan, indicatorId)
  const named = indicator ? namedBy(indicator) : null
  return named ? [...new Set(named.flatMap(id => baseIndicators(plan, id)))] : [indicatorId]
}

/** What may be stored for an indicator: the modes and none, its choices, or true and false; numbers have no list. */
export const choicesOf = (plan: PlanDocument, indicator: Indicator): (Choice & { family?: Family })[] => {
  if (indicator.values) return indicator.values
  if (indicator.type === 'mode')
    return [
      ...plan.modes.map(({ id, zh, en, family }) => ({ id, zh, en, family })),
      { id: 'none', zh: plan.words.none ?? '未落实物业管理', en: 'No management in place' },
    ]
  if (indicator.type === 'boolean')
    return [
      { id: 'true', zh: '是', en: 'Yes' },
      { id: 'false', zh: '否', en: 'No' },
    ]
  return []
}

/** Whether one stored value fulfils a stored indicator; an unreported one never does. */
export const meetsValue = (plan: PlanDocument, indicator: Indicator, value: string | null | undefined): boolean => {
  if (value === null || value === undefined || value === '') return false
  const { meets: rule } = indicator
  if (rule) {
    if ('in' in rule) return rule.in.includes(value)
    if ('is' in rule) return value === String(rule.is)
    if ('at_least' in rule) return Number(value) >= rule.at_least
    return Number(value) <= rule.at_most
  }
  if (indicator.type === 'mode') return plan.modes.some(mode => mode.id === value)
  if (indicator.type === 'boolean') return value === 'true'
  return true
}

/** What a split compound is shown with: the first part's value that keeps it from counting, else its first part's. */
export const shownPart = (plan: PlanDocument, indicator: Indicator, value: string): string => {
  const parts = value.split(SPLIT)
  return parts.find(part => !meetsValue(plan, indicator, part)) ?? parts[0] ?? ''
}

const meetsWhole = (plan: PlanDocument, indicatorId: string, values: Values): boolean => {
  const indicator = indicatorOf(plan, indicatorId)
  if (!indicator) return false
  const { derived } = indicator
  if (!derived) return meetsValue(plan, indicator, values[indicatorId])
  if ('all_of' in derived) return derived.all_of.every(id => meetsWhole(plan, id, values))
  if ('any_of' in derived) return derived.any_of.some(id => meetsWhole(plan, id, values))
  if ('at_least' in derived) return reaches(values[derived.at_least.indicator], derived.at_least.value)
  const { part, whole, at_least_percent } = derived.ratio
  return reachesShare(values[part], values[whole], at_least_percent)
}

const reaches = (text: string | null | undefined, value: number) => Boolean(text) && Number(text) >= value

const reachesShare = (part: string | null | undefined, whole: string | null | undefined, percent: number) =>
  Boolean(part) && Boolean(whole) && Number(whole) > 0 && Number(part) * 100 >= percent * Number(whole)

const partOf = (value: string | null | undefined, i: number) => {
  if (!value?.includes(SPLIT)) return value
  return value.split(SPLIT)[i] || null
}

/**
 * Whether a subject fulfils an indicator, stored or derived. A compound that was split holds its parts' values joined
 * by '|', in one order for all indicators: it fulfils when every part does; an empty part is unreported.
 */
export const meets = (plan: PlanDocument, indicatorId: string, values: Values): boolean => {
  const parts = Math.max(1, ...baseIndicators(plan, indicatorId).map(id => values[id]?.split(SPLIT).length ?? 1))
  return Array.from({ length: parts }, (_, i) =>
    Object.fromEntries(Object.entries(values).map(([id, value]) => [id, partOf(value, i)])),
  ).every(part => meetsWhole(plan, indicatorId, part))
}
