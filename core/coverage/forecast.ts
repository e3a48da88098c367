import type { Forecast } from '#core/api/progress.ts'
import { addDays } from '#core/calendar/days.ts'

/** The stretch a pace is measured over, in days. */
export const PACE_DAYS = 28

/** Pace = change of covered over the last 28 days ÷ 4; a pace that is not positive reaches nothing. */
export function forecast(
  as_of: string,
  {
    covered,
    covered_before,
    short,
    days_left,
  }: { covered: number; covered_before: number; short: number; days_left: number },
): Forecast {
  const pace_per_week = (covered - covered_before) / (PACE_DAYS / 7)
  return {
    pace_per_week,
    needed_per_week: days_left > 0 ? (short * 7) / days_left : null,
    reaches_on: short === 0 ? as_of : pace_per_week > 0 ? addDays(as_of, Math.ceil((short * 7) / pace_per_week)) : null,
  }
}
