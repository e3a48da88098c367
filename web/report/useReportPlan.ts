import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { Case } from '#core/api/cases.ts'
import type { Compound } from '#core/api/compounds.ts'
import type { Inbox } from '#core/api/inbox.ts'
import type { PlanSummary } from '#core/api/plans.ts'
import type { Session } from '#core/api/session.ts'
import { inScope } from '#core/divisions/tree.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import { ask, type FailureCode, RequestFailed } from '../api/client.ts'
import { askLedger, askPlaces, askPlan, askPlans, type OpenedPage, type Places } from '../api/questions.ts'
import { askAllCases } from '../cases/cases-api.ts'

export interface ReportPlan extends Places {
  page: OpenedPage
  compounds: Compound[]
  inbox: Inbox | null
  cases: Case[]
}

/** The plan a person reports for: the one the address names, one they were granted something in, else the liveliest that has modes. */
const choose = async (
  summaries: PlanSummary[],
  { grants }: Session,
  asked: string | null,
): Promise<OpenedPage | null> => {
  const granted = grants.map(({ plan }) => plan)
  const order = [...summaries].sort((a, b) => b.seq - a.seq).map(({ id }) => id)
  for (const id of [...(asked ? [asked] : []), ...granted, ...order]) {
    if (!order.includes(id)) continue
    const page = await askPlan(id)
    if (id === asked || modeIndicator(page.document)) return page
  }
  return null
}

/** What a phone needs of a plan: its document, places and ledger, and what was sent back. */
export const useReportPlan = (asked: Ref<string | null>, session: Ref<Session>) => {
  const plan = shallowRef<ReportPlan | null>(null)
  const failure = ref<FailureCode | null>(null)
  const busy = ref(true)

  const load = async () => {
    if (!session.value.who) return
    busy.value = true
    try {
      const page = await choose(await askPlans(), session.value, asked.value)
      if (!page) {
        plan.value = null
        return
      }
      const [places, ledger, inbox, cases] = await Promise.all([
        askPlaces(page.id),
        askLedger(page.id),
        ask<Inbox>(`/plans/${page.id}/inbox`).catch(() => null),
        askAllCases(page.id).catch(() => []),
      ])
      plan.value = { page, ...places, compounds: ledger.compounds, inbox, cases }
      failure.value = null
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'internal'
    } finally {
      busy.value = false
    }
  }
  watch([asked, () => session.value.who?.id], load, { immediate: true })

  /** The compounds this account reports: those in its divisions, or that are its unit's task; all for who writes everywhere. */
  const mine = computed(() => {
    const now = plan.value
    if (!now) return []
    const granted = session.value.grants.filter(grant => grant.plan === now.page.id).map(({ subject }) => subject)
    const standing = now.compounds.filter(({ to_on }) => to_on === null || to_on > now.page.today)
    if (granted.length === 0) return standing
    const inside = granted.map(subject => inScope(now.divisions, subject))
    return standing.filter(
      ({ community, values }) => inside.some(holds => holds(community)) || granted.includes(Number(values.task_owner)),
    )
  })

  return { plan, mine, failure, busy, load }
}
