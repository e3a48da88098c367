import { dayOfMoment } from '#core/calendar/days.ts'
import { percentText } from '#core/text/percent.ts'

/** Where there is nothing to say. */
export const NOTHING = '—'

const parts = (day: string) => day.split('-').map(Number) as [number, number, number]

/** 10月18日, as an office types it. */
export const zhDay = (day: string): string => {
  const [, month, date] = parts(day)
  return `${month}月${date}日`
}

/** 2024年10月18日. */
export const zhFullDay = (day: string): string => `${parts(day)[0]}年${zhDay(day)}`

/** The year only where it is another than that of the day it is read beside. */
export const zhDayBeside = (day: string, beside: string): string =>
  parts(day)[0] === parts(beside)[0] ? zhDay(day) : zhFullDay(day)

export const zhMonth = (day: string): string => `${parts(day)[1]}月`
export const zhYear = (day: string): string => `${parts(day)[0]}年`
export const zhQuarter = (day: string): string => `${['一', '二', '三', '四'][Math.floor((parts(day)[1] - 1) / 3)]}季度`

/** 2024年10月18日 09:31, Shanghai time. */
export const zhMoment = (moment: string): string => {
  const time = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(11, 16)
  return `${zhFullDay(dayOfMoment(moment))} ${time}`
}

/** One decimal, never rounded up onto a whole percent that is not reached. */
export const zhPercent = (part: number, whole: number): string => {
  const text = percentText(part, whole)
  return text === null ? NOTHING : `${text}%`
}

/** At most one decimal. */
export const zhNumber = (n: number): string => String(Math.round(n * 10) / 10)

export const zhList = (items: readonly string[]): string => (items.length === 0 ? '无' : items.join('、'))
