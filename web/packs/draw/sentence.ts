import { daysBetween } from '#core/calendar/days.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Facts } from '../scene-facts.ts'
import type { Paper } from './paper.ts'

export interface Line {
  text: string
  tone: 'ink' | 'ink_2' | 'amber' | 'mint' | 'warm'
}

/** How the day stands to its target, in the wall's own sentences. */
export const sentenceLines = ({ words, plan }: Paper, { day, progress, counted_by }: Facts): Line[] => {
  const { t, dayBeside, amount, goal, unit } = words
  const { target, forecast } = progress
  if (!target || progress.total.total === 0) return []
  const by = dayBeside(target.by, day)
  const short =
    counted_by === 'count'
      ? `${amount(target.short, 'count')}\u00a0${unit.value}`.trim()
      : amount(target.short, counted_by)
  const said = { by, goal: goal(target), short, days: target.days_left }
  if (target.verdict === 'met')
    return [{ text: t(`sentence.${target.days_left > 0 ? 'reached_early' : 'met'}`, said), tone: 'mint' }]
  if (target.verdict !== 'open') {
    const reached = target.reached_on ? dayBeside(target.reached_on, day) : ''
    return [{ text: t(`sentence.${target.verdict}`, { ...said, reached }), tone: 'warm' }]
  }
  const lines: Line[] = [
    { text: t('sentence.ahead', said), tone: 'ink' },
    { text: t(target.days_left ? 'sentence.gap' : 'sentence.gap_today', said), tone: 'amber' },
  ]
  if (!forecast) return lines
  const reaches = forecast.reaches_on
  if (!reaches) return [...lines, { text: t('sentence.forecast_never'), tone: 'ink_2' }]
  if (reaches > adopted(plan.document.ends_on))
    return [...lines, { text: t('sentence.forecast_too_late'), tone: 'ink_2' }]
  const late = daysBetween(target.by, reaches)
  const told = { day: dayBeside(reaches, day), days: late }
  if (late > 0) return [...lines, { text: t('sentence.forecast_late', told), tone: 'ink_2' }]
  return [...lines, { text: t('sentence.forecast_in_time', told), tone: 'mint' }]
}
