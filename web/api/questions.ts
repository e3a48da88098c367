import type { Ledger, SubjectPage } from '#core/api/compounds.ts'
import type { Division, Organisation, PlanSummary } from '#core/api/plans.ts'
import type { Timeline } from '#core/api/timeline.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { ask } from './client.ts'

export type OpenedPage = PlanSummary & { document: PlanDocument }
export type Places = { divisions: Division[]; organisations: Organisation[]; measures: Organisation[] }

const of = (plan: string) => `/plans/${encodeURIComponent(plan)}`

export const askPlans = () => ask<PlanSummary[]>('/plans')
export const askPlan = (plan: string) => ask<OpenedPage>(of(plan))
export const askPlaces = (plan: string) => ask<Places>(`${of(plan)}/divisions`, { format: 'json' })
export const askLedger = (plan: string) => ask<Ledger>(`${of(plan)}/ledger`)
export const askSubject = (plan: string, id: number) => ask<SubjectPage>(`${of(plan)}/compounds/${id}`)
export const askTimeline = (plan: string, indicator: string, since?: number) =>
  ask<Timeline>(`${of(plan)}/timeline`, { indicator, since })
export const eventsAddress = (plan: string) => `/api${of(plan)}/events`
