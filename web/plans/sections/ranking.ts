import { type RuleWord, ruleWords } from '#core/ranking/rule-words.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'

/** How the plan ranks, in words: whom, each kind by the rules of its own; and of each rule what is printed and what is used. */
export const ranking = (teller: Teller): PlanSection => {
  const { plan, words, planWords } = teller
  const section = { id: 'ranking', title: words.t('plan.ranking'), columns: [], rows: [] }
  if (!plan.ranking) return section
  const { of, key, ties, nothing_due, regressed, units, printed, why, source } = plan.ranking
  const name = (id: string) => (words.te(`plan.of.${id}`) ? words.t(`plan.of.${id}`) : planWords.levelLabel(id))
  const whom = listed(teller, of.map(name))
  const rule = ({ key: rule, values }: RuleWord) => words.t(`ranking.rules.${rule}`, values ?? {})
  const rules = [...new Set(of.flatMap(id => ruleWords(plan, id).map(rule)))]
  const what = (id: string) => words.t(`ranking.rule_of.${id}`)
  const keys = (used: readonly string[]) =>
    used.map(id => words.t(`ranking.keys.${id}`)).join(words.t('ranking.next_key'))
  return {
    ...section,
    words: words.t('ranking.rules_of', { of: whom, rules: rules.join(words.t('ranking.rule_separator')) }),
    source,
    printed: [
      ...bothSides(what('of'), { printed, adopted: whom, why }),
      ...bothSides(what('key'), key, keys),
      ...bothSides(what('ties'), ties, used => words.t(`ranking.rules.ties_${used}`)),
      ...bothSides(what('nothing_due'), nothing_due, () => words.t('ranking.unranked_ones')),
      ...bothSides(what('regressed'), regressed, used => words.t(`ranking.rules.regressed_${used}`)),
      ...bothSides(what('units'), units, used => words.t(`ranking.units.${used}`)),
    ],
  }
}
