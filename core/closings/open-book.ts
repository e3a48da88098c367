import type { ClosingBook, Correction } from '#core/api/closings.ts'
import type { Compound } from '#core/api/compounds.ts'
import type { Division, Organisation } from '#core/api/plans.ts'
import { type History, readTimeline } from '../coverage/history.ts'
import type { PlanDocument } from '../plan/plan-document.ts'

/** The book of a closing, ready to be asked questions. */
export interface OpenBook {
  closing: ClosingBook['closing']
  plan: ClosingBook['plan']
  document: PlanDocument
  divisions: Division[]
  organisations: Organisation[]
  measures: ClosingBook['measures']
  compounds: Compound[]
  histories: ReadonlyMap<string, History>
  previous: ClosingBook['previous']
  corrections: Correction[]
}

/** Reads the timelines of a book once; everything else is as it came. */
export function openBook({ timelines, ...book }: ClosingBook): OpenBook {
  const histories = new Map(
    Object.entries(timelines).map(([indicator, timeline]) => [indicator, readTimeline(timeline)]),
  )
  return { ...book, histories }
}
