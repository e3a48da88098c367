import { allHold, holds } from './condition.ts'
import type { Values } from './meets.ts'
import type { PlanDocument } from './plan-document.ts'

/** `modes` empty = undecided. `rule` = the deciding rule's place, null when none or an override decided; `missing` = facts that stopped it. */
export interface Classification {
  modes: string[]
  rule: number | null
  missing: string[]
}

/**
 * Which modes the document means for a subject. Rules are tried in order; one whose facts are not all reported stops
 * the search, since a later rule must not speak where an earlier one still may. Source: each plan's classify.
 */
export const classify = (plan: PlanDocument, facts: Values): Classification => {
  const undecided = { modes: [], rule: null, missing: [] }
  if (!plan.classify) return undecided
  const { override, rules } = plan.classify
  const decided = override ? facts[override] : null
  if (decided && decided !== 'none') return { modes: [decided], rule: null, missing: [] }
  for (const [i, rule] of rules.entries()) {
    const answer = allHold(rule.if, facts)
    if (answer === 'holds') return { modes: rule.then, rule: i, missing: [] }
    if (answer === 'unknown') {
      const missing = Object.entries(rule.if).flatMap(([id, condition]) =>
        holds(condition, facts[id]) === 'unknown' ? [id] : [],
      )
      return { ...undecided, missing }
    }
  }
  return undecided
}
