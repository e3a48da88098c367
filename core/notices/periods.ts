import { addDays } from '#core/calendar/days.ts'

export interface Period {
  from_on: string
  to_on: string
}

/** Months one period of a frequency takes; what comes at no fixed interval takes the plan's whole course. */
const MONTHS: Partial<Record<string, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 }

const firstOf = (year: number, month: number): string =>
  `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`

/**
 * The calendar periods something is published for between two days, the first and the last cut to them. A plan that
 * begins in June has its first quarter from June on.
 */
export function periodsOf(per: string | undefined, from_on: string, to_on: string): Period[] {
  const months = MONTHS[per ?? '']
  if (!months) return [{ from_on, to_on }]
  const [year, month] = from_on.split('-').map(Number) as [number, number]
  const periods: Period[] = []
  for (let at = month - 1 - ((month - 1) % months); ; at += months) {
    const first = firstOf(year, at)
    if (first > to_on) return periods
    const last = addDays(firstOf(year, at + months), -1)
    periods.push({ from_on: first < from_on ? from_on : first, to_on: last > to_on ? to_on : last })
  }
}
