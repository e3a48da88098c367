import { computed, type Ref } from 'vue'
import { daysBetween } from '#core/calendar/days.ts'
import { countsOf, curveOf } from '#core/coverage/curve.ts'
import { progressOn } from '#core/coverage/progress.ts'
import { projected } from '#core/coverage/projection.ts'
import { type Status, statusOn } from '#core/coverage/status-on.ts'
import { inScope } from '#core/divisions/tree.ts'
import { isOtherLens, type LensReading, readIndicator, readOtherLens, subjectsByBand } from '#core/lenses/lens.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { factsOf } from '#core/ranking/board.ts'
import { averageCurve } from '#core/scoring/average-curve.ts'
import { rankPoints } from '#core/scoring/points.ts'
import { levelBelow } from '../divisions/levels.ts'
import type { Question } from '../wall/useQuestion.ts'

export type Answers = ReturnType<typeof useAnswers>

const NOBODY: Map<number, Status> = new Map()
const NO_READING: LensReading = { bands: [], of: new Map() }

/** Everything the screen shows of a question on a day, worked out by the rules of core from the history held. */
export const useAnswers = ({ open, indicator, lens, scope, counted_by, basis, today }: Question, day: Ref<string>) => {
  const known = computed(() => {
    const plan = open.value
    const history = plan?.histories.get(indicator.value)
    return plan && history ? { plan, history } : null
  })
  const rowLevel = computed(() => {
    const plan = open.value
    return plan ? levelBelow(plan.document, plan.divisions, scope.value) : null
  })
  const asked = computed(() => ({
    indicator: indicator.value,
    basis: basis.value,
    counted_by: counted_by.value,
    scope: scope.value,
  }))

  const statuses = computed(() => {
    if (!known.value) return NOBODY
    const { plan, history } = known.value
    return statusOn(plan.document, history, indicator.value, basis.value, day.value)
  })
  const statusesOf = (of: string) => {
    if (of === indicator.value) return statuses.value
    const history = open.value?.histories.get(of)
    return open.value && history ? statusOn(open.value.document, history, of, basis.value, day.value) : NOBODY
  }
  /** The curve up to today has the counts of every day before it: no played day counts them again. */
  const countsUpTo = (as_of: string, of: string) =>
    curve.value && of === indicator.value && !asksPoints.value && as_of <= today.value
      ? countsOf(curve.value)
      : undefined
  const facts = computed(() => factsOf({ compounds: open.value?.compounds ?? [] }))
  const progressAt = (as_of: string, of = indicator.value) => {
    if (!known.value) return null
    const { plan, history } = known.value
    const { divisions } = plan
    return progressOn(
      plan.document,
      history,
      { ...asked.value, indicator: of, as_of, by: rowLevel.value ?? undefined },
      { divisions, counts: countsUpTo(as_of, of), facts: facts.value },
    )
  }
  const progress = computed(() => progressAt(day.value))
  const present = computed(() => progressAt(today.value))
  /** On a day still to come: how far the present pace would bring it. */
  const forecast = computed(() => {
    const now = present.value
    if (!now?.forecast || day.value <= today.value) return null
    return projected(now.total, now.forecast.pace_per_week, daysBetween(today.value, day.value))
  })
  /** Of an indicator that asks for several things at once: how far each of them is. */
  const parts = computed(() => {
    const asks = known.value ? indicatorOf(known.value.plan.document, indicator.value) : undefined
    if (!asks?.derived || !('all_of' in asks.derived) || asks.derived.all_of.length < 2) return []
    return asks.derived.all_of.flatMap(part => progressAt(day.value, part) ?? [])
  })
  /** Whether the indicator is a number of its own, a score: then the average speaks, not how many have one. */
  const asksPoints = computed(() => {
    const asks = open.value ? indicatorOf(open.value.document, indicator.value) : undefined
    return asks?.type === 'number' && !asks.derived
  })
  const curve = computed(() => {
    if (!known.value) return null
    const { plan, history } = known.value
    const from = adopted(plan.document.starts_on)
    const { divisions } = plan
    const question = { ...asked.value, from, to: today.value }
    if (asksPoints.value) return averageCurve(plan.document, history, question, { divisions })
    return curveOf(plan.document, history, question, { divisions })
  })

  const reading = computed(() => {
    const plan = open.value
    if (!plan) return NO_READING
    if (!isOtherLens(lens.value)) return readIndicator(plan.document, lens.value, statusesOf(lens.value))
    return readOtherLens(plan.document, lens.value, {
      compounds: plan.compounds,
      statuses: statuses.value,
      day: day.value,
    })
  })
  const within = computed(() => inScope(open.value?.divisions ?? [], scope.value))
  const inside = (subject: number) => within.value(statuses.value.get(subject)?.community ?? null)
  /** Whether a subject is one of those a rate is taken of: on the frozen roster, inside the scope. */
  const counts = (subject: number) => statuses.value.get(subject)?.member === 'baseline' && inside(subject)
  const bands = computed(() => subjectsByBand(reading.value, counts))
  const subjects = (wanted: (status: Status) => boolean) =>
    [...statuses.value].flatMap(([id, status]) => (inside(id) && wanted(status) ? [id] : []))

  /** The subjects by their points, where what is asked is a score; null where it is a share. */
  const scored = computed(() => {
    if (!asksPoints.value) return null
    return rankPoints([...statuses.value].flatMap(([id, { value }]) => (counts(id) ? [[id, value] as const] : [])))
  })

  return {
    scored,
    rowLevel,
    statuses,
    progress,
    present,
    forecast,
    parts,
    curve,
    reading,
    bands,
    inside,
    counts,
    subjects,
  }
}
