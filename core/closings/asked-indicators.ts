import { indicatorOf } from '../plan/meets.ts'
import type { PlanDocument } from '../plan/plan-document.ts'

/** The indicators whose history a book carries: the headline's first, then what the targets ask of, each once. */
export function askedIndicators(document: PlanDocument): string[] {
  const asked = [document.headline.indicator, ...document.targets.map(({ indicator }) => indicator ?? '')]
  return [...new Set(asked)].filter(id => indicatorOf(document, id) !== undefined)
}
