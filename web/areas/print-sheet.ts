import type { MultiPolygon } from 'geojson'
import type { Area, Draft } from '#core/api/areas.ts'
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
