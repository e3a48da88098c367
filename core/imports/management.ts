import type { Ref, Span } from './standing.ts'
import { spanOn } from './standing.ts'

export interface Said {
  mode?: string
  /** Who manages; absent where the cell is blank. */
  organisation?: Ref
  since?: string
}

export type ManagementChange =
  | {
      ok: true
      change: null | {
        value: string
        organisation: Ref | null
        effective_on: string
        replaces?: number
        from: string | null
      }
    }
  | { ok: false; reason: 'mode_missing' | 'since_contradicts' }

/** The first of the spans in a row that say the same as the one on `day`, up to it. */
const runOf = (spans: Span[], day: string): Span[] => {
  const now = spanOn(spans, day)
  if (!now) return []
  const at = spans.indexOf(now)
  const same = (span: Span | undefined) => span?.value === now.value && span.organisation === now.organisation
  let first = at
  while (first > 0 && same(spans[first - 1]) && spans[first - 1]?.to_on === spans[first]?.from_on) first--
  return spans.slice(first, at + 1)
}

/**
 * What a ledger's 管理模式, 管理单位 and 进驻日期 add to a compound's history. The row speaks of `as_of`, or of the day of
 * entry where that lies ahead. A moved day of entry corrects the row that began the management; it may not reach over
 * other records.
 */
export const managementChange = (spans: Span[] = [], said: Said, as_of: string): ManagementChange => {
  if (!said.mode && !said.organisation && !said.since) return { ok: true, change: null }
  const day = said.since && said.since > as_of ? said.since : as_of
  const now = spanOn(spans, day)
  const mode = said.mode ?? now?.value
  if (!mode) return { ok: false, reason: 'mode_missing' }
  const organisation = mode === 'none' ? null : (said.organisation ?? (now?.value === mode ? now.organisation : null))
  const run = now?.value === mode && now.organisation === organisation ? runOf(spans, day) : []
  const since = said.since ?? run[0]?.from_on ?? as_of
  if (run[0]?.from_on === since) return { ok: true, change: null }
  const change = { value: mode, organisation, effective_on: since, from: now?.value ?? null }
  if (run.length > 1) return { ok: false, reason: 'since_contradicts' }
  const later = spans.filter(({ from_on }) => from_on > since && from_on <= day)
  if (later.length > 1 || (later.length === 1 && later[0] !== now)) return { ok: false, reason: 'since_contradicts' }
  const corrected = run[0] ?? later[0] ?? spans.find(({ from_on }) => from_on === since)
  return { ok: true, change: corrected ? { ...change, replaces: corrected.observation } : change }
}
