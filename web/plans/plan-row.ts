import { adopted } from '#core/plan/printed.ts'

export type PlanCell = string | string[]

/** What the document prints beside what is used, where the two differ or the choice has a reason. */
export interface BothSides {
  what: string
  printed: string | null
  adopted: string
  why: string | null
}

/** One line of a plan's table; `source` names where in the document it stands. */
export interface PlanRow {
  id: string
  cells: PlanCell[]
  source: string
  note?: string
  printed?: BothSides[]
}

interface Sides {
  printed: unknown
  adopted: unknown
  why?: string
}

const isSides = (value: unknown): value is Sides =>
  typeof value === 'object' && value !== null && 'printed' in value && 'adopted' in value

const said = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? value.map(String).join('、') : String(value)
}

/** Both sides of each value that keeps them and has something to tell; `show` writes the adopted one. */
export const bothSides = (
  values: Record<string, unknown>,
  show: (what: string, value: unknown) => string = (_, value) => said(value) ?? '—',
): BothSides[] =>
  Object.entries(values).flatMap(([what, value]) => {
    if (!isSides(value) || (value.why === undefined && value.printed !== null)) return []
    return [{ what, printed: said(value.printed), adopted: show(what, adopted(value)), why: value.why ?? null }]
  })
