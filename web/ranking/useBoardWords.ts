import { computed, type Ref } from 'vue'
import type { CountedBy } from '#core/api/common.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { ruleWords } from '#core/ranking/rule-words.ts'
import { rankingKeys } from '#core/ranking/rules.ts'
import { useWords } from '../locales/useWords.ts'
import { usePlanWords } from '../plans/usePlanWords.ts'

export type BoardWords = ReturnType<typeof useBoardWords>

/** What a ranking's rows, values and rules are called, in the words of its plan and the language of the screen. */
export const useBoardWords = (document: Ref<PlanDocument | null>) => {
  const { t, te, amount } = useWords()
  const { unit, levelLabel, divisionLabel, valueLabel } = usePlanWords(document)
  const headline = computed(() => document.value?.headline.indicator ?? '')

  const level = (of: string) => (te(`plan.of.${of}`) ? t(`plan.of.${of}`) : levelLabel(of))
  const row = (name: string, of: string) => divisionLabel(name, of)
  const value = (held: string | null) => (held === null ? t('legend.unreported') : valueLabel(headline.value, held))
  const rules = (of: string): string[] =>
    document.value
      ? ruleWords(document.value, of).map(({ key, values }) => t(`ranking.rules.${key}`, values ?? {}))
      : []
  /** A number of compounds, households or square metres with its unit. */
  const many = (n: number, counted_by: CountedBy) =>
    counted_by === 'count' ? `${amount(n, counted_by)} ${unit.value}`.trim() : amount(n, counted_by)

  /** What rows are ranked by first: that is the figure to show. */
  const first = computed(() => (document.value ? rankingKeys(document.value)[0] : undefined))

  return { first, level, row, value, rules, many }
}
