import type { MultiPolygon } from 'geojson'
import type { AreaKind, Surroundings } from '#core/api/areas.ts'
import type { checkArea } from '#core/areas/check-area.ts'
import type { contentsOf } from '#core/areas/contents.ts'
import { type DraftShape, toMultiPolygon } from '#core/areas/shape.ts'
import { meetsValue } from '#core/plan/meets.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { OpenPlan } from '../plans/plans.store.ts'
import type { DraftAbout } from './drawing.ts'

export interface CheckGiven {
  kind: AreaKind
  area: number | null
  shape: DraftShape
  picks: ReadonlySet<number>
  about: DraftAbout
}
type Known = Pick<OpenPlan, 'compounds' | 'document'>

const shapesById = (list: Surroundings['compounds']) =>
  new Map(list.flatMap(({ id, shape }) => (shape ? [[id, shape as MultiPolygon] as const] : [])))

const coveredBy = ({ document }: Known) => {
  const indicator = modeIndicator(document)
  return (value: string | null) => indicator !== undefined && meetsValue(document, indicator, value)
}

/** The neighbours a drawing has to keep clear of: every published area near it but the one it replaces. */
export const neighboursOf = ({ areas }: Surroundings, own: number | null) =>
  areas.flatMap(({ id, name, shape }) => (shape && id !== own ? [{ id, name, shape: shape as MultiPolygon }] : []))

/** What the full check wants to know, from the ledger and from what lies around. */
export const areaCheck = (
  { kind, area, shape, picks, about }: CheckGiven,
  around: Surroundings,
  open: Known,
  taken: ReadonlyMap<number, number>,
): Parameters<typeof checkArea>[0] => {
  const shapes = shapesById(around.compounds)
  const covered = coveredBy(open)
  const borderOf = (id: number | null) =>
    (around.divisions.find(division => division.id === id)?.shape ?? null) as MultiPolygon | null
  return {
    kind,
    shape: toMultiPolygon(shape),
    picks: [...picks],
    ground: about.ground,
    town: borderOf(about.town),
    community: borderOf(about.community),
    neighbours: neighboursOf(around, area),
    compounds: open.compounds
      .filter(({ id }) => shapes.has(id) || picks.has(id))
      .map(({ id, name, management }) => ({
        id,
        name,
        shape: shapes.get(id) ?? null,
        covered: covered(management),
        taken_by: taken.get(id) ?? null,
      })),
  }
}

/** The same compounds with what they weigh. */
export const contentsInput = (around: Surroundings, open: Known): Parameters<typeof contentsOf>[2] => {
  const shapes = shapesById(around.compounds)
  const covered = coveredBy(open)
  return open.compounds.map(({ id, households, floor_area, buildings, management }) => ({
    id,
    shape: shapes.get(id) ?? null,
    households: households ?? 0,
    floor_area: floor_area ?? 0,
    buildings: buildings ?? 0,
    mode: management,
    covered: covered(management),
  }))
}
