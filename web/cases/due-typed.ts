import { addDays, isDay } from '#core/calendar/days.ts'

const LONGEST_DAYS = 366

const pad = (text: string) => text.padStart(2, '0')

/**
 * The day a few typed characters mean: `7` in seven days, `10-31`, `10.31`, `10月31日` or `1031` that day of this year or,
 * where it has passed, of the next; a whole day as it is. null where they mean none.
 */
export function dueTyped(typed: string, today: string): string | null {
  const text = typed.trim()
  if (isDay(text)) return text
  if (/^\d{1,3}$/.test(text)) return Number(text) <= LONGEST_DAYS ? addDays(today, Number(text)) : null
  const [, month, day] = /^(\d{1,2})[-./月](\d{1,2})日?$/.exec(text) ?? /^(\d\d)(\d\d)$/.exec(text) ?? []
  if (!month || !day) return null
  const year = Number(today.slice(0, 4))
  const here = `${year}-${pad(month)}-${pad(day)}`
  const next = `${year + 1}-${pad(month)}-${pad(day)}`
  const meant = here < today ? next : here
  return isDay(meant) ? meant : null
}
