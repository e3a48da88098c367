import type { MultiPolygon } from 'geojson'
import { flatArea } from './frame.ts'
import { intersection, type Shape } from './geometry.ts'
import { INSIDE_SHARE } from './issues.ts'

/** How a compound lies to a drawn shape, and the part of it inside. */
export interface Share {
  lies: 'inside' | 'outside' | 'straddling'
  inside: Shape
}

/** How each compound that is on the map lies to the shape. */
export function sharesOf(
  shape: MultiPolygon,
  compounds: readonly { id: number; shape: MultiPolygon | null }[],
): Map<number, Share> {
  const shares = new Map<number, Share>()
  for (const compound of compounds) if (compound.shape) shares.set(compound.id, shareOf(shape, compound.shape))
  return shares
}

function shareOf(shape: MultiPolygon, compound: MultiPolygon): Share {
  const inside = intersection(compound, shape)
  const share = inside ? flatArea(inside) / flatArea(compound) : 0
  if (share >= INSIDE_SHARE) return { lies: 'inside', inside }
  return { lies: share <= 1 - INSIDE_SHARE ? 'outside' : 'straddling', inside }
}
