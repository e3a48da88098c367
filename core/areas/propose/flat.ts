import type { MultiPolygon } from 'geojson'
import { flatArea, turnsLeft } from '../frame.ts'
import { grown, intersection, type Shape, snapped } from '../geometry.ts'

/** Millimetres: edges that fall on one another by construction do so to the last digit, which overlays can work with. */
const PER_METRE = 1000
export const exact = (shape: Shape): Shape => snapped(shape, PER_METRE)

/** Shapes here are in metres around the picked compounds; corners stay corners. */
export const widened = (shape: Shape, metres: number): Shape => exact(grown(shape, metres, 'mitre'))
export const closing = (shape: Shape, metres: number): Shape => widened(grown(shape, metres, 'mitre'), -metres)
export const opening = (shape: Shape, metres: number): Shape => widened(grown(shape, -metres, 'mitre'), metres)

export const areaOf = (shape: Shape) => (shape ? flatArea(shape) : 0)

export const partsOf = (shape: Shape): MultiPolygon[] =>
  (shape?.coordinates ?? []).map(part => ({ type: 'MultiPolygon', coordinates: [part] }))

export const joinParts = (parts: readonly MultiPolygon[]): Shape =>
  parts.length > 0 ? { type: 'MultiPolygon', coordinates: parts.flatMap(({ coordinates }) => coordinates) } : null

/** Only the parts that hold some of what is wanted. */
export const partsHolding = (shape: Shape, wanted: Shape): Shape =>
  joinParts(partsOf(shape).filter(part => areaOf(intersection(part, wanted)) > 1))

/** Without holes, but those in which something lies that is kept out. */
export function withoutIdleHoles(shape: Shape, kept_out: Shape): Shape {
  if (!shape) return null
  const busy = (ring: number[][]) => {
    const hole: MultiPolygon = { type: 'MultiPolygon', coordinates: [[turnsLeft(ring) ? ring : ring.toReversed()]] }
    return areaOf(intersection(hole, kept_out)) > 0.1 * areaOf(hole)
  }
  return {
    type: 'MultiPolygon',
    coordinates: shape.coordinates.map(([shell, ...holes]) => [
      shell!,
      ...holes.filter(hole => busy(hole as number[][])),
    ]),
  }
}
