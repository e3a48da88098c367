import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CountedBy } from '#core/api/common.ts'
import { dayOfMoment } from '#core/calendar/days.ts'
import { percentText } from '#core/text/percent.ts'

type Day = string

const parts = (day: Day) => day.split('-').map(Number) as [number, number, number]
const atNoon = (day: Day) => new Date(`${day}T12:00:00Z`)

/** How days, counts and shares are written in the language of the screen. */
export const useWords = () => {
  const { t, te, locale } = useI18n()
  const english = computed(() => locale.value === 'en')

  const inEnglish = (day: Day, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(atNoon(day))

  const fullDay = (day: Day) => {
    const [year, month, date] = parts(day)
    if (english.value) return inEnglish(day, { day: 'numeric', month: 'long', year: 'numeric' })
    return t('day.full', { year, month, day: date })
  }
  const shortDay = (day: Day) => {
    const [, month, date] = parts(day)
    return english.value ? inEnglish(day, { day: 'numeric', month: 'long' }) : t('day.short', { month, day: date })
  }
  /** The year only where it is another one than that of the day it is read beside. */
  const dayBeside = (day: Day, beside: Day) => (parts(day)[0] === parts(beside)[0] ? shortDay(day) : fullDay(day))
  const month = (day: Day) =>
    english.value ? inEnglish(day, { month: 'short' }) : t('day.month', { month: parts(day)[1] })
  const year = (day: Day) => (english.value ? String(parts(day)[0]) : t('day.year', { year: parts(day)[0] }))
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' })
  const moment = (text: string, beside: Day) => `${dayBeside(dayOfMoment(text), beside)} ${time.format(new Date(text))}`

  /** What a plan calls something: its English word where there is one and the screen speaks English. */
  const named = ({ zh, en }: { zh: string; en?: string }) => (english.value && en ? en : zh)

  const count = (n: number) => n.toLocaleString('en-US')
  /** A count with its unit; floor area in 万 m² so that it stays readable from afar. */
  const amount = (n: number, counted_by: CountedBy) => {
    if (counted_by === 'count') return count(n)
    if (counted_by === 'households') return t('amount.households', { n: count(n) })
    const tens = n / 10_000
    return t('amount.floor_area', { n: english.value ? count(n) : tens.toFixed(tens < 100 ? 1 : 0) })
  }

  return {
    t,
    te,
    locale,
    english,
    fullDay,
    shortDay,
    dayBeside,
    month,
    year,
    moment,
    named,
    count,
    amount,
    percent: percentText,
  }
}
