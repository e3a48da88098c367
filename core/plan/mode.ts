import { baseIndicators, indicatorOf } from './meets.ts'
import type { Indicator, Mode, PlanDocument } from './plan-document.ts'
import { adopted } from './printed.ts'

const holdsMode = (indicator: Indicator | undefined) =>
  indicator?.on === 'compound' && indicator.type === 'mode' && !indicator.derived

/** The stored indicator a ledger's 管理模式 column speaks of: the headline's where it rests on one, else the plan's first. */
export const modeIndicator = (plan: PlanDocument): Indicator | undefined => {
  const headline = baseIndicators(plan, plan.headline.indicator).map(id => indicatorOf(plan, id))
  return headline.find(holdsMode) ?? plan.indicators.find(holdsMode)
}

/** The day a mode's management counts from: the contract's, the day the manager came, or the day it was decided. */
export const countingDay = ({ starts }: Mode): 'signed' | 'on_site' | 'decided' =>
  starts ? adopted(starts) : 'decided'

const BESIDE = { signed: 'on_site_on', on_site: 'signed_on', decided: null } as const

/** 签约 and 进驻 are two days: the indicator that keeps the one which does not count; null where the plan has none. */
export const dayBeside = (plan: PlanDocument, mode: Mode): Indicator | null => {
  const id = BESIDE[countingDay(mode)]
  return (id && indicatorOf(plan, id)) ?? null
}

/** The evidence a mode asks for; a variant's own where it has one. */
export const evidenceFor = (mode: Mode, variant: string | null): string[] =>
  adopted(mode.variants?.find(({ id }) => id === variant)?.evidence ?? mode.evidence)

/** The indicator in which a mode's variants are reported, where the plan has one whose choices name them all. */
export const variantIndicator = (plan: PlanDocument, { variants = [] }: Mode): Indicator | null =>
  plan.indicators.find(
    ({ on, type, values = [] }) =>
      on === 'compound' &&
      type === 'choice' &&
      variants.length > 0 &&
      variants.every(each => values.some(({ id }) => id === each.id)),
  ) ?? null
