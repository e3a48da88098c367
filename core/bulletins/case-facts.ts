import type { Case, CaseState } from '#core/api/cases.ts'
import type { Said } from './headline-facts.ts'
import type { FactId } from './placeholders.ts'

/** How a case's state is called on paper. */
export const CASE_STATES: Record<CaseState, string> = {
  opened: '已建账',
  assigned: '已交办',
  rectifying: '整改中',
  applied: '已申请销号',
  verified: '已核验',
  closed: '已销号',
  long_term: '长期坚持',
}

/** Problems and commitments by how they stand. */
export function caseFacts(cases: readonly Case[]): Partial<Record<FactId, Said>> {
  const counted = (kind: Case['kind'], fits: (each: Case) => boolean = () => true): Said => {
    const n = cases.filter(each => each.kind === kind && fits(each)).length
    return { text: String(n), asked: n }
  }
  return {
    problems: counted('problem'),
    problems_closed: counted('problem', ({ state }) => state === 'closed'),
    problems_open: counted('problem', ({ state }) => state !== 'closed' && state !== 'long_term'),
    problems_late: counted('problem', ({ late }) => late),
    problems_long_term: counted('problem', ({ state }) => state === 'long_term'),
    commitments: counted('commitment'),
    commitments_closed: counted('commitment', ({ state }) => state === 'closed'),
    commitments_late: counted('commitment', ({ late }) => late),
  }
}
