import type { PlanDocument } from './plan-document.ts'

/** What keys of a ranking were called before. The first release's done_due compared what is covered with all there is: the rate. */
const KEYS: Record<string, 'rate'> = { done_due: 'rate' }

/** A document as a plan's history keeps it, read as this version writes one: what was asked of it then is answered as it was then. */
export function inPresentForm(document: PlanDocument): PlanDocument {
  const { ranking } = document
  if (!ranking || !Array.isArray(ranking.key) || !ranking.key.some(key => key in KEYS)) return document
  return { ...document, ranking: { ...ranking, key: ranking.key.map(key => KEYS[key] ?? key) } }
}
