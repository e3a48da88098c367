import type { Meeting } from '#core/api/meetings.ts'
import type { PlanDocument, RankingKey } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { ORGANISATION } from './rows.ts'

type Ruled = Pick<PlanDocument, 'ranking'>

/** By what the plan ranks, first and next; by rate where it has no ranking. */
export const rankingKeys = ({ ranking }: Ruled): RankingKey[] => (ranking ? adopted(ranking.key) : ['rate'])

/** Whether responsible units are ranked in what is handed out: where the signer chooses, unless the plan says otherwise. */
export const unitsRanked = ({ ranking }: Ruled): 'signer' | 'always' | 'never' => {
  if (!ranking?.of.includes(ORGANISATION)) return 'never'
  return ranking.units === undefined ? 'signer' : adopted(ranking.units)
}

/** Whether they are ranked at a meeting and in what is handed out: as the plan says, or as the signer of the meeting chose. */
export const ranksUnits = (document: Ruled, meeting: Pick<Meeting, 'document'> | null): boolean => {
  const rule = unitsRanked(document)
  return rule === 'always' || (rule === 'signer' && meeting?.document.ranks_units === true)
}
