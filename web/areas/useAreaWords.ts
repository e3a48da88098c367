import type { Area } from '#core/api/areas.ts'
import { addDays } from '#core/calendar/days.ts'
import { useWords } from '../locales/useWords.ts'

/** How areas are spoken of: sizes, times, who. */
export const useAreaWords = () => {
  const words = useWords()
  const { t, count } = words
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' })

  /** Ground in m², without fractions; in hectares nobody thinks here. */
  const ground = (m2: number | null | undefined) =>
    m2 === null || m2 === undefined ? t('areas.no_shape') : t('areas.m2', { n: count(Math.round(m2)) })
  const timeOf = (moment: string) => clock.format(new Date(moment))
  /** `to_on` is the first day it no longer holds. */
  const period = ({ from_on, to_on }: Pick<Area, 'from_on' | 'to_on'>) =>
    to_on
      ? t('areas.from_to', { from: words.fullDay(from_on), to: words.fullDay(addDays(to_on, -1)) })
      : t('areas.from_day', { day: words.fullDay(from_on) })

  return { ...words, ground, timeOf, period }
}
