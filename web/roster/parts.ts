import { area } from '@turf/turf'
import type { MultiPolygon } from 'geojson'
import type { Compound } from '#core/api/compounds.ts'
import type { Part } from '#core/api/roster.ts'

/** What of a compound is shared out among its parts. */
export type PartField = 'households' | 'floor_area' | 'buildings'

const MARKS = '甲乙丙丁戊己庚辛壬癸'

/** So many parts of a compound: those there are, and new ones with a code and a name made of the whole's. */
export const beginParts = (
  { code, name }: Pick<Compound, 'code' | 'name'>,
  parts: readonly Part[],
  count: number,
): Part[] =>
  Array.from({ length: count }, (_, at) => {
    const mark = MARKS[at] ?? String(at + 1)
    const fresh = {
      code: `${code}-${at + 1}`,
      name: `${name}${mark}院`,
      households: null,
      floor_area: null,
      buildings: null,
    }
    return parts[at] ?? fresh
  })

export const squareMetresOf = (shape: MultiPolygon): number =>
  area({ type: 'Feature', properties: {}, geometry: shape })
