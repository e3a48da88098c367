import type { Facts } from '../scene-facts.ts'
import { COLUMN, EDGE, type Paper } from './paper.ts'

/** What is known of the compound visited, in place of the headline; answers the foot of its last line. */
export const drawSite = (paper: Paper, facts: Facts, subject: number, top: number): number => {
  const { pen, inks, words, plan } = paper
  const { indicator, statuses, progress } = facts
  const status = statuses.get(subject)
  const compound = plan.compounds.find(({ id }) => id === subject)
  const community = plan.divisions.find(({ id }) => id === status?.community)?.name
  const manager = plan.organisations.find(({ id }) => id === status?.organisation)?.name
  const said = status?.value ? words.valueLabel(indicator, status.value) : words.t('legend.unreported')
  const big = pen.write(said, EDGE, top + 96, {
    ...{ size: 72, weight: 700, within: COLUMN, leading: 1.2 },
    colour: status?.covered ? inks.ink : inks.amber,
  })
  const households = compound?.values.households
  const rows: [string, string | null | undefined][] = [
    [words.t('packs.picture.since'), status?.since && words.fullDay(status.since)],
    [words.t('packs.picture.manager'), manager],
    [words.t('packs.picture.community'), community],
    [words.t('packs.picture.households'), households && words.amount(Number(households), 'households')],
  ]
  let foot = big + 20
  for (const [label, value] of rows) {
    if (!value) continue
    pen.write(label, EDGE, foot + 54, { size: 32, colour: inks.ink_3 })
    foot = pen.write(value, EDGE + 150, foot + 54, { size: 34, colour: inks.ink, within: COLUMN - 150 })
  }
  const { covered, total } = progress.total
  const whole = words.t('packs.picture.whole', {
    ...{ place: plan.document.place, rate: words.percent(covered, total) ?? '—' },
    ...{ covered: words.amount(covered, facts.counted_by), total: words.amount(total, facts.counted_by) },
  })
  return pen.write(whole, EDGE, foot + 76, { size: 32, colour: inks.ink_2, within: COLUMN })
}
