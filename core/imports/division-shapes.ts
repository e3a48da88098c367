import type { MultiPolygon } from 'geojson'
import type { Fault } from '../api/errors.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { nameKey } from './cells.ts'
import type { DivisionBook } from './divisions.ts'
import { labelOf, type ShapeFeature } from './match-shapes.ts'
import { refusal } from './sentences.ts'
import type { Ref } from './standing.ts'

const levelOf = (plan: PlanDocument, said: string | null) =>
  plan.levels.find(({ id, zh }) => said && (nameKey(id) === nameKey(said) || nameKey(zh).includes(nameKey(said))))
    ?.id ?? null

/** Gives divisions their shapes, by code, else by name within their level; those not known yet are added, top levels first. */
export const divisionShapes = (plan: PlanDocument, divisions: DivisionBook, features: ShapeFeature[]) => {
  const shapes: { subject: Ref; geometry: MultiPolygon; before: MultiPolygon | null; label: string }[] = []
  const faults: Fault[] = []
  const taken = new Map<Ref, ShapeFeature>()
  const top = plan.levels[0]?.id
  const ranks = new Map(plan.levels.map(({ id }, rank) => [id, rank]))
  const rank = (feature: ShapeFeature) => ranks.get(levelOf(plan, feature.level) ?? '') ?? plan.levels.length

  const known = (feature: ShapeFeature, level: string | null) => {
    const byCode = divisions.entries.find(({ code }) => code === feature.code)
    if (byCode) return byCode
    const parent =
      feature.parent && divisions.entries.find(({ name }) => nameKey(name) === nameKey(feature.parent ?? ''))?.ref
    const levels = level ? [level] : plan.levels.map(({ id }) => id)
    const called = levels.flatMap(each => divisions.find(each, feature.name ?? '', parent || undefined))
    return called.length === 1 ? called[0] : undefined
  }

  const added = (feature: ShapeFeature, level: string | null) => {
    const fault = (code: 'division_level_missing' | 'division_parent_missing') => {
      faults.push(refusal(code, { path: labelOf(feature) }))
    }
    if (!level || !feature.name) return fault('division_level_missing')
    if (level === top) return divisions.root()
    const above = plan.levels[(ranks.get(level) ?? 0) - 1]?.id
    const parent = above === top ? divisions.root() : divisions.find(above ?? '', feature.parent ?? '')[0]
    return parent
      ? divisions.add(level, feature.name, parent, feature.code ?? undefined)
      : fault('division_parent_missing')
  }

  for (const feature of features.toSorted((a, b) => rank(a) - rank(b))) {
    const level = levelOf(plan, feature.level)
    const division = known(feature, level) ?? added(feature, level)
    if (!division) continue
    const first = taken.get(division.ref)
    if (first) {
      const where = { path: labelOf(feature), value: division.code }
      faults.push(refusal('shape_twice', where, `（另见第 ${first.number} 个）`))
      continue
    }
    taken.set(division.ref, feature)
    divisions.spoken(division)
    shapes.push({ subject: division.ref, geometry: feature.geometry, before: division.shape, label: labelOf(feature) })
    division.shape = feature.geometry
  }
  return { shapes, faults }
}
