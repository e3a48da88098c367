import type { MultiPolygon } from 'geojson'
import { nameKey } from './cells.ts'

/** A stored subject by its id, or one this import adds, as `kind:code`. */
export type Ref = number | `${'division' | 'organisation' | 'compound'}:${string}`

/** From `from_on` until before `to_on` the value stands; days are ISO text, `infinity` the end of time. */
export interface Span {
  from_on: string
  to_on: string
  value: string
  organisation: number | null
  observation: number
}

/** One not `named` was left so by an undone import; its name is the last it had. */
export interface KnownDivision {
  id: number
  code: string
  name: string
  named: boolean
  level: string
  parent: number | null
  shape: MultiPolygon | null
}
export interface KnownOrganisation {
  id: number
  code: string
  name: string
  named: boolean
}
export interface KnownCompound {
  id: number
  code: string
  shape: MultiPolygon | null
  /** Reported spans by indicator, by day. */
  spans: Record<string, Span[]>
}

/** What a plan already holds, as far as an import looks at it. */
export interface Standing {
  /** Whether the roster was frozen; from then on a new compound is an addition of its day. */
  frozen: boolean
  divisions: KnownDivision[]
  organisations: KnownOrganisation[]
  compounds: KnownCompound[]
}

export const spanOn = (spans: Span[] | undefined, day: string): Span | undefined =>
  spans?.find(({ from_on, to_on }) => from_on <= day && (to_on === 'infinity' || to_on > day))

/** What an indicator says on a day; before it says anything, what it will say first. */
const saidOn = (spans: Span[] | undefined, day: string): string | null =>
  (spanOn(spans, day) ?? spans?.[0])?.value ?? null

export const nameOn = (compound: KnownCompound, day: string): string | null => saidOn(compound.spans.name, day)

export const communityOn = (compound: KnownCompound, day: string): number | null => {
  const value = saidOn(compound.spans.community, day)
  return value ? Number(value) : null
}

/** Groups by the key of a name, for finding by name. */
export const byName = <T>(items: T[], name: (item: T) => string | null): Map<string, T[]> => {
  const found = new Map<string, T[]>()
  for (const item of items) {
    const key = nameKey(name(item) ?? '')
    if (key) found.set(key, [...(found.get(key) ?? []), item])
  }
  return found
}
