import type { MultiPolygon } from 'geojson'
import type { Fault } from '../api/errors.ts'
import type { Change, PlacedShape } from './change.ts'
import type { DivisionBook } from './divisions.ts'
import { sameShape } from './geometry.ts'
import type { MatchedRow } from './match-rows.ts'
import { labelOf, matchShapes, type ShapeFeature, type ShapeTarget } from './match-shapes.ts'
import { doubtDatum, liesIn } from './place-shapes.ts'
import type { ImportInput } from './plan-change.ts'
import { refusal } from './sentences.ts'
import { communityOn, nameOn, type Ref, type Standing } from './standing.ts'

/** What the shapes of an import add: which compound each belongs to, what moves, and what looks wrong about where they lie. */
export const shapeChange = (standing: Standing, divisions: DivisionBook, rows: MatchedRow[], input: ImportInput) => {
  const homes = new Map(divisions.entries.map(entry => [entry.ref, entry]))
  const { as_of } = input
  const before = new Map<Ref, MultiPolygon | null>(standing.compounds.map(({ id, shape }) => [id, shape]))
  const belongs = new Map<Ref, Ref | null>(standing.compounds.map(each => [each.id, communityOn(each, as_of)]))
  for (const { ref, home } of rows) if (home !== null) belongs.set(ref, home)
  const homeOf = (ref: Ref) => homes.get(belongs.get(ref) ?? -1) ?? null

  const target = (ref: Ref, code: string, name: string | null): ShapeTarget => ({
    ref,
    code,
    name,
    community: homeOf(ref)?.name ?? null,
  })
  const inLedger = new Set(rows.map(({ ref }) => ref))
  const targets = [
    ...rows.map(({ ref, code, row, known }) => target(ref, code, row.name ?? (known && nameOn(known, as_of)))),
    ...standing.compounds
      .filter(({ id }) => !inLedger.has(id))
      .map(compound => target(compound.id, compound.code, nameOn(compound, as_of))),
  ]
  const { matched, unmatched, faults: twice } = matchShapes(input.shapes, targets, input.matches)

  const county = divisions.entries.find(({ parent }) => parent === null)?.shape ?? null
  const outside = matched.filter(({ feature }) => county && !liesIn(feature.geometry, county))
  const faults: Fault[] = [...twice]
  const doubt = input.datum_said
    ? null
    : doubtDatum(
        matched.map(({ feature, target: { ref } }) => ({
          shape: feature.geometry,
          before: before.get(ref) ?? null,
          home: homeOf(ref)?.shape ?? null,
        })),
        input.undo,
      )
  if (doubt) {
    const off = doubt.metres === null ? '' : `（整体偏移约 ${doubt.metres} 米）`
    faults.push(
      refusal(
        'datum_suspected',
        doubt.datum ? { value: doubt.datum } : {},
        `${off}${doubt.datum ? `按 ${doubt.datum} 还原后吻合。` : ''}`,
      ),
    )
  }
  for (const { feature } of outside) faults.push(refusal('outside_county', { path: labelOf(feature) }))

  const stray = matched.filter(({ feature, target: { ref } }) => {
    const home = homeOf(ref)?.shape
    return home && !liesIn(feature.geometry, home)
  })
  const moved = matched.filter(({ feature, target: { ref } }) => !sameShape(before.get(ref) ?? null, feature.geometry))
  const moving = new Set(moved.map(({ feature }) => feature))
  const targetOf = new Map(matched.map(({ feature, target }) => [feature, target]))
  const stateOf = (feature: ShapeFeature): PlacedShape['state'] => {
    const target = targetOf.get(feature)
    if (!target) return 'unmatched'
    if (!moving.has(feature)) return 'unchanged'
    return before.get(target.ref) ? 'changed' : 'added'
  }
  const placed = input.shapes.map((feature): PlacedShape => {
    const target = targetOf.get(feature)
    const { name, geometry } = feature
    const compound = target ? { ref: target.ref, code: target.code, name: target.name } : null
    return { label: labelOf(feature), name, compound, state: stateOf(feature), geometry }
  })
  const located = new Set(matched.map(({ target: { ref } }) => ref))
  const counts: Change['shape_counts'] = {
    read: input.shapes.length,
    added: moved.filter(({ target: { ref } }) => !before.get(ref)).length,
    changed: moved.filter(({ target: { ref } }) => before.get(ref)).length,
    unchanged: matched.length - moved.length,
    by_name: matched.filter(({ by_name }) => by_name).length,
  }
  return {
    shapes: moved.map(({ feature, target: { ref } }) => ({
      subject: ref,
      geometry: feature.geometry,
      label: labelOf(feature),
    })),
    placed,
    unmatched,
    counts,
    unlocated: targets.filter(({ ref }) => !located.has(ref) && !before.get(ref)).length,
    warnings: stray.map(({ feature, target: { community } }) => `${labelOf(feature)} 不在“${community}”的范围内。`),
    faults,
  }
}
