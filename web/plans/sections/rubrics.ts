import type { Rubric, RubricItem } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { type BothSides, bothSides, type PlanRow } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'
import { frequencyText, pointsText, present } from './telling.ts'

type Pass = { at_least: number; inclusive: boolean; gives: string }

const SIGNS = { earn: '', deduct: '−', bonus: '+', veto: '' }

/** One line of a rubric: what is looked at, what it costs or brings, how often and when. */
const itemText = (teller: Teller, { zh, sense, points, bands, frequency, when }: RubricItem): string => {
  const { words } = teller
  const n = adopted(points)
  const signed = (given: number) => `${SIGNS[sense]}${pointsText(teller, given)}`
  return present([
    n === null ? zh : `${zh} ${signed(n)}`,
    sense === 'veto' && words.t('plan.veto'),
    ...(bands ?? []).map(({ from, to, points: given }) => `${from}–${to} ${signed(given)}`),
    frequency && frequencyText(teller, frequency),
    when,
  ]).join(' · ')
}

const itemPrinted = (teller: Teller, { zh, points, at_boundary }: RubricItem): BothSides[] => [
  ...bothSides(zh, points, n => pointsText(teller, n)),
  ...bothSides(`${zh} · ${teller.words.t('plan.at_boundary')}`, at_boundary, n => pointsText(teller, n)),
]

const sectionRow = (
  teller: Teller,
  rubric: string,
  { id, zh, points, items, source, note }: Rubric['sections'][number],
): PlanRow => ({
  id: `${rubric} ${id}`,
  cells: [`　${zh}`, pointsText(teller, adopted(points)), items.map(item => itemText(teller, item))],
  source,
  note: notesOf(teller, note, items),
  printed: [
    ...bothSides(teller.words.t('plan.columns.points'), points, n => pointsText(teller, n)),
    ...items.flatMap(item => itemPrinted(teller, item)),
  ],
})

/** A section's note, then those of its items; a note that several items share is said once. */
const notesOf = ({ words }: Teller, own: string | undefined, items: RubricItem[]): string | undefined => {
  const shared = new Map<string, string[]>()
  for (const { zh, note } of items) if (note) shared.set(note, [...(shared.get(note) ?? []), zh])
  const lines = [...shared].map(([note, names]) =>
    words.t('plan.remark', { of: names.join(words.t('ranking.separator')), note }),
  )
  return present([own, ...lines]).join('\n') || undefined
}

const passText = ({ words }: Teller, { at_least, inclusive, gives }: Pass): string =>
  words.t(inclusive ? 'plan.pass.from' : 'plan.pass.above', { n: at_least, gives })

const roundText = (teller: Teller, { zh, by, every, held_by }: Rubric['rounds'][number]): string =>
  present([zh, by && teller.words.fullDay(adopted(by)), every && frequencyText(teller, every), held_by]).join(' · ')

const rubricRow = (teller: Teller, rubric: Rubric): PlanRow => {
  const { words } = teller
  const { full, pass, applies_when, not_applicable, scored, rounds } = rubric
  const line = adopted(pass)
  return {
    id: rubric.id,
    cells: [
      rubric.zh,
      pointsText(teller, adopted(full)),
      present([applies_when, line && passText(teller, line), ...rounds.map(round => roundText(teller, round))]),
    ],
    source: rubric.source,
    note: rubric.note,
    printed: [
      ...bothSides(words.t('plan.full'), full, n => pointsText(teller, n)),
      ...bothSides(words.t('plan.pass.label'), pass, used => passText(teller, used)),
      ...bothSides(words.t('plan.not_applicable.label'), not_applicable, how => words.t(`plan.not_applicable.${how}`)),
      ...bothSides(words.t('plan.scored'), scored, names => listed(teller, names)),
      ...rounds.flatMap(({ zh, by }) => bothSides(zh, by, words.fullDay)),
    ],
  }
}

/** Each rubric with its sections, their items a line each; every lost number stays visible as lost. */
export const rubrics = (teller: Teller): PlanSection => ({
  id: 'rubrics',
  title: teller.words.t('plan.rubrics'),
  columns: ['name', 'points', 'does'],
  rows: teller.plan.rubrics.flatMap(rubric => [
    rubricRow(teller, rubric),
    ...rubric.sections.map(section => sectionRow(teller, rubric.id, section)),
  ]),
})
