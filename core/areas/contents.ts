import type { MultiPolygon } from 'geojson'
import type { AreaContents, AreaKind } from '../api/areas.ts'
import { squareMetres } from './frame.ts'
import { isValid } from './geometry.ts'
import { sharesOf } from './shares.ts'

export interface WeighedCompound {
  id: number
  shape: MultiPolygon | null
  households: number
  floor_area: number
  buildings: number
  /** Null where nothing was reported. */
  mode: string | null
  covered: boolean
}

/** Said of compounds of which nothing was reported. */
export const UNREPORTED = 'unreported'

/**
 * What a drawn shape holds, in the order of the compounds given. Compounds that are not on the map are in it by being picked;
 * of a patch or a package all picks are. A shape that crosses itself holds nothing yet.
 */
export function contentsOf(
  shape: MultiPolygon | null,
  picks: readonly number[],
  compounds: readonly WeighedCompound[],
  kind: AreaKind = 'management_area',
): AreaContents {
  const drawn = isValid(shape) ? shape : null
  const shares = drawn && kind === 'management_area' ? sharesOf(drawn, compounds) : new Map()
  const byShape = (each: WeighedCompound) => kind === 'management_area' && shape !== null && each.shape !== null
  const within = compounds.filter(each =>
    byShape(each) ? shares.get(each.id)?.lies === 'inside' : picks.includes(each.id),
  )
  const by_mode: Record<string, number> = {}
  for (const { mode } of within) by_mode[mode ?? UNREPORTED] = (by_mode[mode ?? UNREPORTED] ?? 0) + 1
  const sum = (weight: 'buildings' | 'households' | 'floor_area') =>
    within.reduce((total, each) => total + each[weight], 0)
  return {
    m2: squareMetres(drawn),
    compounds: within.map(({ id }) => id),
    straddling: compounds.filter(({ id }) => shares.get(id)?.lies === 'straddling').map(({ id }) => id),
    uncovered: within.filter(({ covered }) => !covered).map(({ id }) => id),
    buildings: sum('buildings'),
    households: sum('households'),
    floor_area: sum('floor_area'),
    by_mode,
  }
}
