import { adopted, type Printed } from '#core/plan/printed.ts'

export type PlanCell = string | string[]

/** What the document prints beside what is used; `adopted` null = left open. */
export interface BothSides {
  what: string
  printed: string | null
  adopted: string | null
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

const isPrinted = (value: unknown): value is Printed<unknown> =>
  typeof value === 'object' && value !== null && 'printed' in value && 'adopted' in value

const asPrinted = (printed: unknown): string | null =>
  printed === null ? null : Array.isArray(printed) ? printed.join('、') : String(printed)

const unspaced = (text: string) => text.replace(/\s/g, '')

/** Both sides of a value that keeps them, `show` writing the adopted one; none where that already reads as printed. */
export const bothSides = <T>(
  what: string,
  value: T | Printed<T> | undefined,
  show: (used: NonNullable<T>) => string = String,
): BothSides[] => {
  if (!isPrinted(value)) return []
  const used = adopted<T>(value as Printed<T>)
  const side = {
    what,
    printed: asPrinted(value.printed),
    adopted: used === null || used === undefined ? null : show(used),
    why: value.why ?? null,
  }
  const asIs = side.printed !== null && side.adopted !== null && unspaced(side.adopted).includes(unspaced(side.printed))
  return asIs && side.why === null ? [] : [side]
}
