import { REASON_KINDS, type Reason } from '#core/ranking/rows.ts'

export interface ReasonGroup {
  kind: Reason['kind']
  reasons: Reason[]
  /** Of how many the reasons named are the first. */
  n: number
}

/** Reasons by kind, of each the first few; what an answer left out is counted with its last kind. */
export const reasonGroups = (reasons: readonly Reason[], reasons_of: number, most: number): ReasonGroup[] => {
  const groups = REASON_KINDS.flatMap(kind => {
    const all = reasons.filter(reason => reason.kind === kind)
    return all.length > 0 ? [{ kind, reasons: all.slice(0, most), n: all.length }] : []
  })
  const last = groups.at(-1)
  if (last) last.n += Math.max(0, reasons_of - reasons.length)
  return groups
}
