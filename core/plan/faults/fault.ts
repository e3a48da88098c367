import type { PlanDocument } from '../plan-document.ts'

/** One thing wrong with a plan document: where (a JSON pointer) and why, in a clerk's words. */
export interface PlanFault {
  path: string
  reason: string
}

type ListName = {
  [K in keyof PlanDocument]-?: NonNullable<PlanDocument[K]> extends unknown[] ? K : never
}[keyof PlanDocument]

export interface Entry<T> {
  path: string
  it: T
}

/** A document as far as it is well formed, so that one bad entry does not hide what is wrong with the others. */
export interface Reading {
  /** The well-formed entries of a list, each with its place. */
  entries: <K extends ListName>(list: K) => Entry<NonNullable<PlanDocument[K]>[number]>[]
  /** Every id of a list, those of malformed entries too. */
  ids: (list: ListName) => ReadonlySet<string>
  /** A field outside the lists, null when it is malformed. */
  value: <K extends keyof PlanDocument>(key: K) => PlanDocument[K] | null
}

export type PlanCheck = (reading: Reading) => PlanFault[]

/** A fault when `id` is given and unknown. */
export const unknownId = (path: string, known: ReadonlySet<string>, id: string | undefined | null, what: string) =>
  id === undefined || id === null || known.has(id) ? [] : [{ path, reason: `没有 id 为“${id}”的${what}` }]

export const unknownIds = (path: string, known: ReadonlySet<string>, ids: string[] | undefined, what: string) =>
  (ids ?? []).flatMap((id, i) => unknownId(`${path}/${i}`, known, id, what))
