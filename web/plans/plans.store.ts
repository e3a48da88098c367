import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ClosingBook } from '#core/api/closings.ts'
import type { Compound } from '#core/api/compounds.ts'
import type { Division, Organisation, PlanEvent, PlanSummary } from '#core/api/plans.ts'
import { type History, mergeTail, readTimeline } from '#core/coverage/history.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { askBook, askLedger, askPlaces, askPlan, askPlans, askTimeline, type OpenedPage } from '../api/questions.ts'
import { openPlanOf } from '../closings/open-plan-of.ts'

/** Everything the wall knows of one plan; replaced as a whole, so that no screen mixes two moments. */
export interface OpenPlan {
  page: Omit<OpenedPage, 'document'>
  document: PlanDocument
  divisions: Division[]
  organisations: Organisation[]
  measures: Organisation[]
  compounds: Compound[]
  /** The write the compounds were read at; the histories may be further. */
  compounds_seq: number
  histories: ReadonlyMap<string, History>
  /** The closing whose book this is: it stays as it is. Absent where the plan is kept up with. */
  closing?: ClosingBook['closing']
}

const codeOf = (error: unknown): FailureCode => (error instanceof RequestFailed ? error.code : 'internal')

export const usePlans = defineStore('plans', () => {
  const summaries = shallowRef<PlanSummary[]>([])
  const open = shallowRef<OpenPlan | null>(null)
  /** Whether the list was ever had: an empty list is an answer, too. */
  const listed = ref(false)
  const failure = ref<FailureCode | null>(null)
  let asked = ''

  const list = async () => {
    summaries.value = await askPlans()
    listed.value = true
  }

  const openPlan = async (id: string) => {
    asked = id
    try {
      const [{ document, ...page }, places, ledger] = await Promise.all([askPlan(id), askPlaces(id), askLedger(id)])
      const headline = document.headline.indicator
      const history = readTimeline(await askTimeline(id, headline))
      if (asked !== id) return
      open.value = {
        page,
        document,
        ...places,
        compounds: ledger.compounds,
        compounds_seq: ledger.seq,
        histories: new Map([[headline, history]]),
      }
      failure.value = null
    } catch (error) {
      if (asked === id) failure.value = codeOf(error)
    }
  }

  /** Opens what a closing knows of a plan; meanwhile nothing else is shown under its name. */
  const openClosing = async (id: string, closing: number) => {
    asked = `${id} ${closing}`
    const mine = asked
    open.value = null
    try {
      const [book, { basemap }] = await Promise.all([askBook(id, closing), askPlan(id)])
      if (asked !== mine) return
      open.value = openPlanOf(book, basemap)
      failure.value = null
    } catch (error) {
      if (asked === mine) failure.value = codeOf(error)
    }
  }

  const renew = (id: string, change: (now: OpenPlan) => Partial<OpenPlan>) => {
    const now = open.value
    if (now?.page.id === id) open.value = { ...now, ...change(now) }
  }

  const needHistory = async (indicator: string) => {
    const before = open.value
    if (!before || before.histories.has(indicator)) return
    const history = readTimeline(await askTimeline(before.page.id, indicator, undefined, before.closing))
    if (open.value?.closing !== before.closing) return
    renew(before.page.id, now => ({ histories: new Map([...now.histories, [indicator, history]]) }))
  }

  const tailOf = async (plan: string, [indicator, history]: [string, History]) =>
    [indicator, mergeTail(history, await askTimeline(plan, indicator, history.seq))] as const

  /** Brings the open plan up to a write it has not seen; asks only for what came after. */
  const catchUp = async (event: PlanEvent) => {
    const before = open.value
    if (before?.page.id !== event.plan || before.closing) return
    const behind = [...before.histories].filter(([, history]) => history.seq < event.seq)
    if (behind.length === 0 && before.compounds_seq >= event.seq) return
    const [tails, places] = await Promise.all([
      Promise.all(behind.map(entry => tailOf(event.plan, entry))),
      askPlaces(event.plan),
    ])
    const { seq, geometry_revision } = event
    renew(event.plan, now => ({
      ...places,
      page: { ...now.page, seq, geometry_revision },
      histories: new Map([...now.histories, ...tails]),
    }))
    const { compounds, seq: compounds_seq } = await askLedger(event.plan)
    renew(event.plan, () => ({ compounds, compounds_seq }))
  }

  return { summaries, listed, open, failure, list, openPlan, openClosing, needHistory, catchUp }
})
