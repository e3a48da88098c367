import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'

/** How the plan ranks, in a sentence: whom, by what first and next, on which figures; and how much of it is printed. */
export const ranking = (teller: Teller): PlanSection => {
  const { plan, words, planWords } = teller
  const section = { id: 'ranking', title: words.t('plan.ranking'), columns: [], rows: [] }
  if (!plan.ranking) return section
  const { of, key, ties, nothing_due, basis, printed, why, source } = plan.ranking
  const name = (id: string) => (words.te(`plan.of.${id}`) ? words.t(`plan.of.${id}`) : planWords.levelLabel(id))
  const keys = key.map(id => words.t(`plan.ranking_key.${id}`)).join(words.t('plan.ranking_then'))
  return {
    ...section,
    words: words.t('plan.ranking_words', {
      of: listed(teller, of.map(name)),
      keys,
      ties: words.t(`plan.ties.${ties}`),
      nothing_due: words.t(`plan.nothing_due.${nothing_due}`),
      basis: words.t(`basis.${basis}`),
    }),
    source,
    printed: bothSides(words.t('plan.columns.rule'), { printed, adopted: keys, why }),
  }
}
