import type { MultiPolygon } from 'geojson'
import type { Area, Draft, Surroundings } from '#core/api/areas.ts'
import type { Compound } from '#core/api/compounds.ts'
import { draftShape } from './draft-shape.ts'
import { totalsOf } from './totals.ts'

/** All that stands on a printed form, whether it is of a draft or of a published area. */
export interface PrintSheet {
  kind: Area['kind']
  name: string
  code: string | null
  from_on: string | null
  town: number | null
  community: number | null
  ground: Area['ground']
  ground_note: string | null
  shared_facilities: string | null
  shape: MultiPolygon | null
  m2: number | null
  compounds: Compound[]
  totals: ReturnType<typeof totalsOf>
}

const listed = (known: readonly Compound[], ids: readonly number[]) => {
  const wanted = new Set(ids)
  return known.filter(({ id }) => wanted.has(id))
}

export const sheetOfArea = (area: Area, known: readonly Compound[]): PrintSheet => {
  const compounds = listed(known, area.compounds)
  return { ...area, compounds, totals: totalsOf(compounds) }
}

/** `inside` is what the server finds within the draft's shape. */
export const sheetOfDraft = (
  draft: Draft,
  known: readonly Compound[],
  inside: { compounds: number[]; m2: number },
): PrintSheet => {
  const shape = draftShape(draft)
  const compounds = listed(known, [...inside.compounds, ...draft.picks])
  return {
    ...draft,
    code: null,
    from_on: null,
    shape,
    m2: shape ? inside.m2 : null,
    compounds,
    totals: totalsOf(compounds),
  }
}

/** What lies at a form's boundary: the other areas, then the compounds outside; where both run along it, the area is named. */
export const besideSheet = (
  { name, compounds }: Pick<PrintSheet, 'name' | 'compounds'>,
  around: readonly Pick<Surroundings, 'areas' | 'compounds'>[],
  known: readonly Compound[],
): { name: string; shape: MultiPolygon }[] => {
  const names = new Map(known.map(compound => [compound.id, compound.name]))
  const areas = new Map(around.flatMap(each => each.areas.map(area => [area.id, area])))
  const others = new Map(around.flatMap(each => each.compounds.map(({ id, shape }) => [id, shape])))
  for (const { id } of compounds) others.delete(id)
  return [
    ...[...areas.values()].filter(area => area.name !== name),
    ...[...others].map(([id, shape]) => ({ name: names.get(id) ?? '', shape })),
  ].flatMap(({ name, shape }) => (name && shape ? [{ name, shape }] : []))
}
