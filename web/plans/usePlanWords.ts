import { computed, type Ref } from 'vue'
import type { TargetVerdict } from '#core/api/progress.ts'
import { isOtherLens, UNREPORTED } from '#core/lenses/lens.ts'
import { baseIndicators, choicesOf, indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { useWords } from '../locales/useWords.ts'

/** What a plan calls its things, in the language of the screen. */
export const usePlanWords = (document: Ref<PlanDocument | null>) => {
  const { t, named, count, english, fullDay } = useWords()

  const noun = computed(() => {
    const plan = document.value
    const about = plan ? indicatorOf(plan, plan.headline.indicator)?.on : null
    if (about === 'measure') return t('nouns.measure')
    return (!english.value && plan?.words.compound) || t('nouns.compound')
  })
  const unit = computed(() => (english.value ? '' : (document.value?.rosters[0]?.unit ?? '')))

  const goal = ({ percent, needed }: Pick<TargetVerdict, 'percent' | 'needed'>) =>
    percent === null ? `${count(needed)} ${unit.value}` : `${percent}%`

  const lensLabel = (lens: string): string => {
    if (isOtherLens(lens)) return t(`lens.${lens}`)
    const indicator = document.value ? indicatorOf(document.value, lens) : undefined
    return indicator ? named(indicator) : lens
  }

  /** A value of an indicator, stored or derived; of a split compound each part's. */
  const valueLabel = (indicator: string, value: string): string => {
    const plan = document.value
    if (!plan) return value
    const [base] = baseIndicators(plan, indicator)
    const stored = indicatorOf(plan, base ?? indicator)
    const choices = stored ? choicesOf(plan, stored) : []
    const one = (part: string) => {
      const choice = choices.find(({ id }) => id === part)
      if (choice) return named(choice)
      if (stored?.type === 'day' && part !== '') return fullDay(part)
      return part === '' ? t('legend.unreported') : `${part} ${stored?.unit ?? ''}`.trim()
    }
    return value.split('|').map(one).join(' + ')
  }

  const bandLabel = (lens: string, band: string): string => {
    if (band === UNREPORTED) return t('legend.unreported')
    const plan = document.value
    const indicator = plan ? indicatorOf(plan, lens) : undefined
    if (!plan || !indicator || indicator.type === 'number' || indicator.type === 'count')
      return t(`legend.bands.${band}`)
    const stored = baseIndicators(plan, lens).length === 1
    const isYesNo = (indicator.derived || lens === plan.headline.indicator) && (band === 'true' || band === 'false')
    if (!stored || isYesNo) return t(band === 'true' ? 'legend.bands.reached' : 'legend.bands.unreached')
    return valueLabel(lens, band)
  }

  /** Whether those who count are called covered, as under a mode they are, or reached. */
  const coverWord = (indicator: string): 'covered' | 'reached' => {
    const plan = document.value
    const modes = plan && baseIndicators(plan, indicator).every(id => indicatorOf(plan, id)?.type === 'mode')
    return modes ? 'covered' : 'reached'
  }

  const levelLabel = (level: string): string => {
    const found = document.value?.levels.find(({ id }) => id === level)
    return found ? named(found) : level
  }

  /** A division's name without the word of its level, where a heading has said it already: 文昌 for 文昌社区. */
  const divisionLabel = (name: string, level: string | null): string => {
    const zh = document.value?.levels.find(({ id }) => id === level)?.zh
    return zh && name.length > zh.length && name.endsWith(zh) ? name.slice(0, -zh.length) : name
  }

  return { noun, unit, goal, lensLabel, valueLabel, bandLabel, coverWord, levelLabel, divisionLabel }
}
