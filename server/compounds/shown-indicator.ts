import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** The stored indicator whose value a ledger row shows: the modes' own, else the headline's first. */
export const shownIndicator = (document: PlanDocument): string =>
  document.indicators.find(indicator => indicator.type === 'mode')?.id ??
  baseIndicators(document, document.headline.indicator)[0]!
