import { baseIndicators, indicatorOf } from './meets.ts'
import type { Indicator, PlanDocument } from './plan-document.ts'

const holdsMode = (indicator: Indicator | undefined) =>
  indicator?.on === 'compound' && indicator.type === 'mode' && !indicator.derived

/** The stored indicator a ledger's 管理模式 column speaks of: the headline's where it rests on one, else the plan's first. */
export const modeIndicator = (plan: PlanDocument): Indicator | undefined => {
  const headline = baseIndicators(plan, plan.headline.indicator).map(id => indicatorOf(plan, id))
  return headline.find(holdsMode) ?? plan.indicators.find(holdsMode)
}
