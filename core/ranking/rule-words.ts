import type { PlanDocument, RankingKey } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { ORGANISATION } from './rows.ts'
import { RULE_SENTENCES, type RuleKey } from './rule-sentences.ts'
import { rankingKeys, unitsRanked } from './rules.ts'

export interface RuleWord {
  key: RuleKey
  values?: Record<string, string | number>
}

const UNRANKED: Record<RankingKey, RuleKey> = {
  due: 'nothing_due',
  gain_in_month: 'nothing_to_gain',
  points: 'nothing_scored',
  rate: 'nothing_counted',
}

/** The rules a ranking was drawn up by, each as a key of its words, in the order they are told; of a level, the units, the compounds. */
export function ruleWords(document: PlanDocument, of: string): RuleWord[] {
  const { ranking } = document
  const [first, ...next] = rankingKeys(document)
  const units = of === ORGANISATION ? unitsRanked(document) : 'never'
  const keys: RuleKey[] = [
    `by_${first ?? 'rate'}`,
    ...next.map((key): RuleKey => `then_${key}`),
    ...(rankingKeys(document).includes('due') ? (['due_days'] as const) : []),
    'ties_share',
    UNRANKED[first ?? 'rate'],
    ...(ranking?.regressed && adopted(ranking.regressed) === 'named' ? (['regressed_named'] as const) : []),
    ...(units === 'never' ? [] : ([`units_${units}`] as const)),
    `basis_${ranking?.basis ?? 'reported'}`,
  ]
  return keys.map(key => ({ key }))
}

/** The same as one Chinese sentence, for printed files. */
export const ruleSentence = (document: PlanDocument, of: string): string =>
  `${ruleWords(document, of)
    .map(({ key }) => RULE_SENTENCES[key])
    .join('；')}。`
