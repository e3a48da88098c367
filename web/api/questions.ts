import { BOOK_FORM, type Closing, type ClosingBook } from '#core/api/closings.ts'
import type { Ledger, SubjectPage } from '#core/api/compounds.ts'
import type { Meeting } from '#core/api/meetings.ts'
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
/** A day and a moment of knowledge; today and now where they are left out. */
export type When = { as_of?: string; known_at?: string | null }
export const askSubject = (plan: string, id: number, { as_of, known_at }: When = {}) =>
  ask<SubjectPage>(`${of(plan)}/compounds/${id}`, { as_of, known_at })
export const askTimeline = (plan: string, indicator: string, since?: number, { known_at }: When = {}) =>
  ask<Timeline>(`${of(plan)}/timeline`, { indicator, since, known_at })
export const askBook = (plan: string, closing: number, signal?: AbortSignal) =>
  ask<ClosingBook>(`${of(plan)}/closings/${closing}/book`, { form: BOOK_FORM }, signal)
export const askMeetings = (plan: string) => ask<Meeting[]>(`${of(plan)}/meetings`)
export const askMeeting = (plan: string, id: number) => ask<Meeting>(`${of(plan)}/meetings/${id}`)
export const askClosings = (plan: string) => ask<Closing[]>(`${of(plan)}/closings`)
export const eventsAddress = (plan: string) => `/api${of(plan)}/events`
