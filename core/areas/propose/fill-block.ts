import type { MultiPolygon } from 'geojson'
import { difference, intersection, type Shape, union } from '../geometry.ts'
import { areaOf, closing, exact, widened } from './flat.ts'

/** What lies no farther than twice this between a yard and the street goes with the yard. */
const REACH_METRES = 18
/** A block with less of every yard than this is not one of theirs. */
const LEAST_SHARE = 0.15

/**
 * What of a block goes with the yards in it: they themselves, and the strips up to the streets around and to neighbours,
 * each closed at right angles where the yard ends.
 */
export function fillBlock(
  block: MultiPolygon,
  yards: Shape,
  picked: readonly MultiPolygon[],
  neighbours: Shape,
): Shape {
  const own = picked.some(yard => areaOf(intersection(yard, block)) > LEAST_SHARE * areaOf(yard))
  const inside = exact(intersection(yards, block))
  if (!inside || (!own && areaOf(inside) < areaOf(block) / 2)) return null
  const around = difference(widened(block, 2 * REACH_METRES), block)
  const solid = exact(union([inside, around, intersection(neighbours, block)]))
  const filled = intersection(closing(solid, REACH_METRES), block)
  return exact(intersection(filled, widened(inside, 2 * REACH_METRES)))
}
