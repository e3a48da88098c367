import type { MultiPolygon } from 'geojson'
import { apart, boxOf, boxShape } from '../boxes.ts'
import { flatArea, frameOf, mapped } from '../frame.ts'
import { difference, grown, interiorPoint, intersection, type Shape, union } from '../geometry.ts'
import { type AreaIssue, SLIVER_M2, SLIVER_METRES } from '../issues.ts'
import { type DrawnQuestion, issue } from './question.ts'

const HALF = SLIVER_METRES / 2
/** Half of what is a rounding and no gap. */
const STRIP_METRES = 0.025
/** How near a gap lies to the shapes beside it. */
const TOUCH_METRES = 0.01

/** Which parts of it are narrower than a metre? A corner is none, unless it is pointed like a needle. */
export function sliver({ shape }: DrawnQuestion): AreaIssue[] {
  const frame = frameOf(shape)
  const drawn = mapped(shape, frame.toMetres)
  const wide = grown(grown(drawn, -HALF, 'mitre'), HALF, 'mitre')
  return parts(difference(drawn, wide))
    .filter(piece => flatArea(piece) > SLIVER_M2)
    .map(piece => issue('sliver', { at: frame.toDegrees(interiorPoint(piece)), m2: flatArea(piece) }))
}

/** Where is less than a metre left free between it and a neighbour? */
export function gap({ shape, neighbours }: DrawnQuestion): AreaIssue[] {
  const frame = frameOf(shape)
  const drawn = mapped(shape, frame.toMetres)
  const reach = boxOf(drawn, 3 * SLIVER_METRES)
  const near = neighbours
    .map(({ id, name, shape: ground }) => ({ id, name, ground: ground && mapped(ground, frame.toMetres) }))
    .filter(({ ground }) => ground && !apart(boxOf(ground), reach))
    .map(({ id, name, ground }) => ({ id, name, ground: intersection(ground, boxShape(reach)) }))
  if (near.length === 0) return []
  const all = union([drawn, ...near.map(({ ground }) => ground)])
  const closed = grown(grown(all, HALF, 'mitre'), -HALF, 'mitre')
  return parts(difference(closed, all))
    .filter(piece => grown(piece, -STRIP_METRES))
    .flatMap(piece => {
      const around = grown(piece, TOUCH_METRES)
      if (!intersection(around, drawn)) return []
      const at = frame.toDegrees(interiorPoint(piece))
      return near
        .filter(({ ground }) => intersection(around, ground))
        .map(({ id, name }) => issue('gap', { at, subject: id, name, m2: flatArea(piece) }))
    })
}

const parts = (shape: Shape): MultiPolygon[] =>
  (shape?.coordinates ?? []).map(part => ({ type: 'MultiPolygon', coordinates: [part] }))
