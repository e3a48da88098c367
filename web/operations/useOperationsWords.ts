import { dayOfMoment } from '#core/calendar/days.ts'
import { type Age, ageOf, timeOfMoment } from '#core/operations/age.ts'
import { useWords } from '../locales/useWords.ts'

/** Moments, ages and lengths of time as the page of operations says them. */
export const useOperationsWords = () => {
  const { t, te, dayBeside, english, locale } = useWords()

  /** A sentence with room between a figure and the Chinese after it: which of the two a word put in ends with is not known before. */
  const tell = (key: string, given: Record<string, unknown>) =>
    t(key, given).replace(/(?<=[\dA-Za-z%])(?=[\u4e00-\u9fff])/g, ' ')

  const ageWords = (moment: string, now: string) => {
    const { kind, ...given }: Age = ageOf(moment, now)
    return t(`operations.age.${kind}`, given)
  }
  /** The same beside its day and time. */
  const ageInDays = (moment: string, now: string) => {
    const age = ageOf(moment, now)
    return 'time' in age ? t(`operations.age_in_days.${age.kind}`) : ageWords(moment, now)
  }
  /** Day, hour and minute; the year only where it is not the present one. */
  const momentWords = (moment: string, now: string) =>
    `${dayBeside(dayOfMoment(moment), dayOfMoment(now))} ${timeOfMoment(moment)}`
  const lengthWords = (ms: number) => {
    const seconds = Math.max(1, Math.round(ms / 1000))
    if (seconds < 60) return t('operations.length.seconds', { n: seconds })
    const minutes = Math.round(seconds / 60)
    if (minutes < 60) return t('operations.length.minutes', { n: minutes })
    return t('operations.length.hours', { n: Math.floor(minutes / 60), m: minutes % 60 })
  }
  return { t, te, tell, english, locale, ageWords, ageInDays, momentWords, lengthWords, timeOfMoment }
}
