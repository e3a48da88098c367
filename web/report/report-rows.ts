import type { BatchRow } from '#core/api/batches.ts'
import { countingDay, dayBeside, modeIndicator, variantIndicator } from '#core/plan/mode.ts'
import type { Mode, PlanDocument } from '#core/plan/plan-document.ts'

/** What a person filled in of one compound. */
export interface ReportAnswer {
  subject: number
  /** A mode of the plan, or none. */
  mode: string
  variant: string | null
  /** Who manages: one the plan knows, or a name it does not. */
  manager: { id: number } | { called: string } | null
  /** The day that counts by the plan. */
  counts_on: string
  /** 签约 where 进驻 counts, and the other way round. */
  beside_on: string | null
  note: string
  /** The report this one takes the place of, with the evidence that stays. */
  replaces: { id: number; evidence: string[] } | null
}

export interface ReportRows {
  rows: BatchRow[]
  new_organisations: string[]
}

export const modeOf = (plan: PlanDocument, id: string): Mode | null => plan.modes.find(mode => mode.id === id) ?? null

/** The rows a report is, its management first. */
export const reportRows = (plan: PlanDocument, answer: ReportAnswer): ReportRows => {
  const { subject, counts_on: effective_on, manager, replaces, note } = answer
  const mode = modeOf(plan, answer.mode)
  const management: BatchRow = {
    subject,
    indicator: modeIndicator(plan)!.id,
    value: answer.mode,
    effective_on,
    ...(manager && 'id' in manager && { organisation: manager.id }),
    ...(manager && 'called' in manager && { called: manager.called }),
    ...(replaces && { replaces: replaces.id, evidence: replaces.evidence }),
    ...(note && { note }),
  }
  const form = mode && answer.variant ? variantIndicator(plan, mode) : null
  const beside = mode && answer.beside_on ? dayBeside(plan, mode) : null
  return {
    rows: [
      management,
      ...(form ? [{ subject, indicator: form.id, value: answer.variant, effective_on }] : []),
      ...(beside && answer.beside_on
        ? [{ subject, indicator: beside.id, value: answer.beside_on, effective_on: answer.beside_on }]
        : []),
    ],
    new_organisations: manager && 'called' in manager ? [manager.called] : [],
  }
}

export type CountingDay = ReturnType<typeof countingDay>

/** What a day is called that stands beside the counting one. */
export const besideDay = (mode: Mode): CountingDay => (countingDay(mode) === 'signed' ? 'on_site' : 'signed')
