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
  sheet: string
  row: number
  code: string
  name: string
  indicator: string
  from: string | null
  to: string
  effective_on: string
  correction: boolean
}

/** A row of a compound not known before. */
export interface AddedRow {
  sheet: string
  row: number
  code: string
  name: string
  home: string
}

/** Where a read shape goes; `compound` null where it found none. */
export interface PlacedShape {
  label: string
  name: string | null
  compound: { ref: Ref; code: string; name: string | null } | null
  state: 'added' | 'changed' | 'unchanged' | 'unmatched'
  geometry: MultiPolygon
}

/** A shape the database found invalid, why and where, and what it would make of it; a person decides whether that is meant. */
export interface InvalidShape {
  label: string
  reason: string
  at: [number, number] | null
  geometry: MultiPolygon
  repaired: MultiPolygon | null
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
  added_rows: AddedRow[]
  changes: CellChange[]
  placed: PlacedShape[]
  unmatched: Unmatched[]
  /** The database is asked for these; nothing here knows them. */
  invalid: InvalidShape[]
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
