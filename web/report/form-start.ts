import type { Compound } from '#core/api/compounds.ts'
import type { ReturnedReport } from '#core/api/inbox.ts'
import type { Organisation } from '#core/api/plans.ts'
import type { Parcel, ParcelFile } from './parcel.ts'
import type { ReportAnswer } from './report-rows.ts'

/** What a form shows when it opens. */
export interface FormStart {
  mode: string | null
  variant: string | null
  manager: string
  counts_on: string
  beside_on: string
  note: string
  /** Evidence that was handed in before. */
  kept: string[]
  files: ParcelFile[]
  replaces: number | null
}

const nameOf = (organisations: readonly Organisation[], id: number | null | undefined) =>
  organisations.find(each => each.id === id)?.name ?? ''

const NOTHING = { variant: null, beside_on: '', note: '', kept: [], files: [], replaces: null }

/** What stands, as of today. */
export const startFromCompound = (
  { management: mode, organisation }: Compound,
  organisations: readonly Organisation[],
  today: string,
): FormStart => ({ ...NOTHING, mode, manager: nameOf(organisations, organisation), counts_on: today })

/** What was sent back, to be mended. */
export const startFromReturned = (returned: ReturnedReport, organisations: readonly Organisation[]): FormStart => ({
  ...NOTHING,
  mode: returned.value,
  manager: nameOf(organisations, returned.organisation),
  counts_on: returned.effective_on,
  note: returned.note ?? '',
  kept: returned.evidence,
  replaces: returned.id,
})

/** What the server refused, as it was filled in. */
export const startFromParcel = ({ rows, files }: Parcel, organisations: readonly Organisation[]): FormStart => {
  const [management, ...others] = rows
  const day = others.find(({ indicator }) => indicator === 'signed_on' || indicator === 'on_site_on')
  const form = others.find(row => row !== day)
  return {
    mode: String(management!.value),
    variant: form ? String(form.value) : null,
    manager: management!.called ?? nameOf(organisations, management!.organisation),
    counts_on: management!.effective_on,
    beside_on: day ? String(day.value) : '',
    note: management!.note ?? '',
    kept: management!.evidence ?? [],
    files,
    replaces: management!.replaces ?? null,
  }
}

/** The part of an answer that says what it takes the place of. */
export const replacedBy = ({ replaces }: FormStart, evidence: string[]): ReportAnswer['replaces'] =>
  replaces === null ? null : { id: replaces, evidence }
