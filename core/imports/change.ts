import type { MultiPolygon } from 'geojson'
import type { Fault } from '../api/errors.ts'
import type { Ref, Span } from './standing.ts'
import { spanOn } from './standing.ts'

/** One observation an import would add. A value that names a subject is in `refers` until that subject has an id. */
export interface NewObservation {
  subject: Ref
  indicator: string
  value: string | null
  refers?: Ref
  organisation?: Ref | null
  effective_on: string
  replaces?: number
}

/** One cell that differs from what stands, as a person reads it. */
export interface CellChange {
  code: string
  name: string
  indicator: string
  from: string | null
  to: string
  effective_on: string
  correction: boolean
}

/** A shape that found no compound: nobody has its code or name, or several have its name. */
export interface Unmatched {
  label: string
  reason: 'unknown' | 'ambiguous'
}

/** Everything one import would do. It may be carried out when `faults` is empty. */
export interface Change {
  divisions: { ref: Ref; code: string; level: string; parent: Ref | null }[]
  organisations: { ref: Ref; code: string }[]
  compounds: { ref: Ref; code: string }[]
  observations: NewObservation[]
  shapes: { subject: Ref; geometry: MultiPolygon; label: string }[]
  counts: { rows: number; added: number; changed: number; unchanged: number; unlocated: number }
  shape_counts: { read: number; added: number; changed: number; unchanged: number; by_name: number }
  changes: CellChange[]
  unmatched: Unmatched[]
  warnings: string[]
  faults: Fault[]
}

export const isEmpty = (change: Change): boolean => change.observations.length === 0 && change.shapes.length === 0

/** What must be added for a value to stand on a day; null when it already does. The same day's row is corrected. */
export const valueChange = (
  spans: Span[] | undefined,
  day: string,
  value: string,
): { from: string | null; replaces?: number } | null => {
  const standing = spanOn(spans, day)
  if (standing?.value === value) return null
  return standing?.from_on === day
    ? { from: standing.value, replaces: standing.observation }
    : { from: standing?.value ?? null }
}
