import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import type { PlanSection, Teller } from '../plan-section.ts'

/** From when until when the plan runs and by what it counts: what every figure rests on. */
export const terms = ({ plan, words }: Teller): PlanSection => {
  const row = <K extends 'starts_on' | 'ends_on' | 'counted_by'>(id: K, show: (used: string) => string) => {
    const value: PlanDocument[K] = plan[id]
    const name = words.t(`plan.${id}`)
    return {
      id,
      cells: [name, show(adopted(value.adopted))],
      source: value.source ?? '',
      printed: bothSides(name, value, used => show(used)),
    }
  }
  return {
    id: 'terms',
    title: words.t('plan.terms'),
    columns: ['name', 'does'],
    rows: [
      row('starts_on', words.fullDay),
      row('ends_on', words.fullDay),
      row('counted_by', used => words.t(`plan.counted.${used}`)),
    ],
  }
}
