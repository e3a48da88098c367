import type { CaseKind, PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'
import { pointsText } from './telling.ts'

type Limit = { amount: number; unit: string }
type Hours = NonNullable<NonNullable<PlanDocument['working_time']>['adopted']>['hours']

const limitText = ({ words }: Teller, { amount, unit }: Limit) => words.t(`plan.${unit}`, { n: amount })

const opensText = ({ words }: Teller, { opens, larger_than }: CaseKind): string =>
  larger_than ? `${opens} · ${words.t('plan.larger_than', { n: larger_than.value, unit: larger_than.unit })}` : opens

const hoursText = (teller: Teller, hours: Hours): string =>
  teller.words.t('plan.work_hours', {
    hours: listed(
      teller,
      hours.map(({ from, to }) => `${from}–${to}`),
    ),
  })

/** The kinds of cases, and the hours in which their limits run. */
export const cases = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  const group = (id: string) => plan.case_groups.find(each => each.id === id)?.zh ?? ''
  const time = plan.working_time
  return {
    id: 'cases',
    title: words.t('plan.cases'),
    columns: ['name', 'kind', 'limit', 'points', 'responsible', 'when'],
    words: time?.adopted ? hoursText(teller, time.adopted.hours) : undefined,
    source: time?.source,
    printed: time ? bothSides(words.t('plan.columns.limit'), time, ({ hours }) => hoursText(teller, hours)) : [],
    rows: plan.cases.map(kind => ({
      id: kind.id,
      cells: [
        kind.zh,
        group(kind.group),
        limitText(teller, adopted(kind.limit)),
        pointsText(teller, adopted(kind.points)),
        listed(teller, kind.responsible),
        opensText(teller, kind),
      ],
      source: kind.source,
      note: kind.note,
      printed: [
        ...bothSides(words.t('plan.columns.limit'), kind.limit, limit => limitText(teller, limit)),
        ...bothSides(words.t('plan.columns.points'), kind.points, n => pointsText(teller, n)),
      ],
    })),
  }
}
