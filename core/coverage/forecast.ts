import type { Forecast } from '#core/api/progress.ts'
import { addDays } from '#core/calendar/days.ts'

/** The stretch a pace is measured over, in days. */
export const PACE_DAYS = 28

/** A pace that would take longer than this reaches nothing anybody plans for. */
const FAR_DAYS = 36_500

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
  const days = short === 0 ? 0 : pace_per_week > 0 ? Math.ceil((short * 7) / pace_per_week) : Infinity
  return {
    pace_per_week,
    needed_per_week: days_left > 0 ? (short * 7) / days_left : null,
    reaches_on: days <= FAR_DAYS ? addDays(as_of, days) : null,
  }
}
