import { averagePoints } from '#core/scoring/points.ts'
import type { Facts } from '../scene-facts.ts'
import { COLUMN, EDGE, type Paper } from './paper.ts'
import { sentenceLines } from './sentence.ts'

/** Title and day; answers where the next line may stand. */
export const drawTitle = ({ pen, inks, words, plan }: Paper, title: string, { day, basis }: Facts): number => {
  const { place, short_title } = plan.document
  const header = words.t('wall.header', { place, title: short_title })
  const y = pen.write(header, EDGE, 92, { size: 32, colour: inks.ink_2, within: COLUMN })
  const titled = pen.write(title, EDGE, y + 72, {
    size: 56,
    weight: 600,
    colour: inks.ink,
    within: COLUMN,
    leading: 1.2,
  })
  const as_of = words.t('wall.as_of', { day: words.fullDay(day) })
  const dayed = pen.write(as_of, EDGE, titled + 60, { size: 34, colour: inks.ink })
  if (basis === 'verified') {
    const x = EDGE + pen.width(as_of, { size: 34 }) + 20
    pen.write(words.t('basis.verified'), x, dayed, { size: 34, colour: inks.mint })
  }
  return dayed
}

/** The headline figure with its denominator and the sentence about the next target; answers the foot of its last line. */
export const drawFigure = (paper: Paper, facts: Facts, top: number): number => {
  const { pen, inks, words } = paper
  const { total } = facts.progress
  const score = facts.scored && averagePoints(facts.scored)
  const [figure, unit] = facts.scored
    ? [score ?? '—', score ? words.t('sentence.points') : '']
    : [words.percent(total.covered, total.total) ?? '—', '%']
  const y = top + 148
  pen.write(figure, EDGE - 6, y, { size: 144, weight: 700, colour: inks.ink })
  const wide = pen.width(figure, { size: 144, weight: 700 })
  pen.write(unit, EDGE + wide + 4, y, { size: 64, colour: inks.ink })
  let foot = pen.write(under(paper, facts), EDGE, y + 58, { size: 36, colour: inks.ink, within: COLUMN })
  for (const { text, tone } of sentenceLines(paper, facts))
    foot = pen.write(text, EDGE, foot + 54, { size: 36, colour: inks[tone], within: COLUMN, leading: 1.35 })
  return foot
}

const under = ({ words }: Paper, { progress, counted_by, scored }: Facts): string => {
  const { t, amount, unit, noun } = words
  const { covered, total } = progress.total
  if (scored) return t('sentence.scored', { scored: scored.length, total, unit: unit.value })
  const said = { covered: amount(covered, counted_by), total: amount(total, counted_by) }
  if (counted_by !== 'count') return t('wall.of_amount', said)
  return t('wall.of_total', { ...said, unit: unit.value, noun: noun.value })
}
