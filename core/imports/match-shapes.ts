import type { MultiPolygon } from 'geojson'
import type { Fault } from '../api/errors.ts'
import { nameKey } from './cells.ts'
import type { Unmatched } from './change.ts'
import { refusal } from './sentences.ts'
import { byName, type Ref } from './standing.ts'

/** A read shape with what its attributes say of it. */
export interface ShapeFeature {
  /** Counted from 1 in its file. */
  number: number
  code: string | null
  name: string | null
  community: string | null
  level: string | null
  parent: string | null
  geometry: MultiPolygon
}

/** A compound a shape may belong to, by the ledger or from before. */
export interface ShapeTarget {
  ref: Ref
  code: string
  name: string | null
  community: string | null
}

export interface Matches {
  matched: { feature: ShapeFeature; target: ShapeTarget; by_name: boolean }[]
  unmatched: Unmatched[]
  faults: Fault[]
}

export const labelOf = ({ number, code, name }: ShapeFeature) =>
  [`第 ${number} 个`, code, name].filter(Boolean).join(' ')

/** The compound a person said a shape belongs to, by the shape's label. */
export type SaidMatches = ReadonlyMap<string, Ref>

/** Matches shapes to compounds: as was said, else by code, else by a name that is nobody else's within its community. */
export const matchShapes = (
  features: ShapeFeature[],
  targets: ShapeTarget[],
  said: SaidMatches = new Map(),
): Matches => {
  const byRef = new Map(targets.map(target => [target.ref, target]))
  const codes = new Map(targets.map(target => [target.code, target]))
  const names = byName(targets, ({ name }) => name)
  const result: Matches = { matched: [], unmatched: [], faults: [] }
  const taken = new Map<Ref, ShapeFeature>()
  const named = new Map<Ref, ShapeFeature[]>()

  for (const feature of features) {
    const by_hand = said.get(labelOf(feature))
    if (by_hand !== undefined && !byRef.has(by_hand)) {
      result.faults.push(refusal('match_unknown', { path: labelOf(feature), value: String(by_hand) }))
      continue
    }
    const by_code = feature.code ? codes.get(feature.code) : undefined
    const target = by_hand === undefined ? by_code : byRef.get(by_hand)
    if (target && taken.has(target.ref)) {
      const first = taken.get(target.ref)
      result.faults.push(
        refusal('shape_twice', { path: labelOf(feature), value: target.code }, `（另见第 ${first?.number} 个）`),
      )
    } else if (target) {
      taken.set(target.ref, feature)
      result.matched.push({ feature, target, by_name: false })
    }
    if (target) continue
    const called = (names.get(nameKey(feature.name ?? '')) ?? []).filter(
      ({ community }) => !feature.community || nameKey(community ?? '') === nameKey(feature.community),
    )
    const only = called.length === 1 ? called[0] : undefined
    if (only) named.set(only.ref, [...(named.get(only.ref) ?? []), feature])
    else result.unmatched.push({ label: labelOf(feature), reason: called.length ? 'ambiguous' : 'unknown' })
  }

  for (const [ref, same] of named) {
    const target = byRef.get(ref)
    const [feature] = same
    if (target && feature && same.length === 1 && !taken.has(ref))
      result.matched.push({ feature, target, by_name: true })
    else for (const each of same) result.unmatched.push({ label: labelOf(each), reason: 'ambiguous' })
  }
  return result
}
