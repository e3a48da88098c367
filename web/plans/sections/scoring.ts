import type { RubricItem } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'

const points = ({ words }: Teller, n: number | null): string =>
  n === null ? words.t('plan.points_lost') : words.t('plan.points', { n })

const itemText = (teller: Teller, { zh, sense, points: given }: RubricItem): string => {
  const n = adopted(given)
  if (n === null) return zh
  const sign = { earn: '', deduct: '−', bonus: '+', veto: '' }[sense]
  return `${zh} ${sign}${points(teller, n)}`
}

/** A rubric's sections with their items in a line each; every lost number stays visible as lost. */
export const rubrics = (teller: Teller): PlanSection => ({
  id: 'rubrics',
  title: teller.words.t('plan.rubrics'),
  columns: ['name', 'points', 'does'],
  rows: teller.plan.rubrics.flatMap(rubric => [
    {
      id: rubric.id,
      cells: [
        rubric.zh,
        points(teller, adopted(rubric.full)),
        listed(
          teller,
          rubric.rounds.map(({ zh }) => zh),
        ) || '—',
      ],
      source: rubric.source,
      note: rubric.note,
      printed: bothSides({ [teller.words.t('plan.columns.points')]: rubric.full }),
    },
    ...rubric.sections.map(section => ({
      id: `${rubric.id} ${section.id}`,
      cells: [`　${section.zh}`, points(teller, section.points), section.items.map(item => itemText(teller, item))],
      source: section.source,
      note: section.note,
      printed: section.items.flatMap(item => bothSides({ [item.zh]: item.points })),
    })),
  ]),
})

export const cases = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  const group = (id: string) => plan.case_groups.find(each => each.id === id)?.zh ?? ''
  return {
    id: 'cases',
    title: words.t('plan.cases'),
    columns: ['name', 'kind', 'limit', 'points', 'responsible', 'when'],
    rows: plan.cases.map(kind => {
      const limit = adopted(kind.limit)
      return {
        id: kind.id,
        cells: [
          kind.zh,
          group(kind.group),
          words.t(`plan.${limit.unit}`, { n: limit.amount }),
          points(teller, adopted(kind.points)),
          listed(teller, kind.responsible),
          kind.opens,
        ],
        source: kind.source,
        note: kind.note,
        printed: bothSides(
          {
            [words.t('plan.columns.limit')]: kind.limit,
            [words.t('plan.columns.points')]: kind.points,
          },
          (_, value) =>
            typeof value === 'object' && value !== null
              ? words.t(`plan.${limit.unit}`, { n: limit.amount })
              : String(value ?? '—'),
        ),
      }
    }),
  }
}
