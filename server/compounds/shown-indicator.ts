import { baseIndicators } from '#core/plan/meets.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** The stored indicator whose value a ledger row shows: the modes' own, else the headline's first. */
export const shownIndicator = (document: PlanDocument): string =>
  modeIndicator(document)?.id ?? baseIndicators(document, document.headline.indicator)[0]!
