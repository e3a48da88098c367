import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import { apart, type Box, boxAround } from './boxes.ts'
import { issue } from './checks/question.ts'
import { type AreaIssue, STRIP_DEGREES } from './issues.ts'
import { ringAt, ringsOf, type VertexPath } from './operations/operation.ts'
import { meeting, nearestAlong, pointAlong, type Segment, segmentsOf, squareDistance, within } from './segments.ts'
import type { DraftShape, Position } from './shape.ts'

interface Neighbour {
  id: number
  parts: { rings: number[][][]; box: Box; lines: Segment[] }[]
}

/**
 * A quick check while one point moves: whether its two edges cross the rest of the shape or enter a neighbour.
 * All else is the full check's, when the hand rests. The index is built here, once, when the point is taken hold of.
 */
export function makeMoveCheck(
  shape: DraftShape,
  at: VertexPath,
  neighbours: readonly { id: number; shape: MultiPolygon | null }[],
): (to: Position) => AreaIssue[] {
  const ring = ringAt(shape, at)
  if (!ring || ring.length < 3) return () => []
  const last = ring.length - 1
  const before = ring[at.index === 0 ? last : at.index - 1]!
  const after = ring[at.index === last ? 0 : at.index + 1]!
  const crossings = crossingsOf(shape, at)
  const around = neighbours.map(({ id, shape: ground }): Neighbour => ({ id, parts: partsOf(ground) }))
  return to => {
    const edges: Segment[] = [
      [before, to],
      [after, to],
    ]
    const crossed = edges.flatMap(crossings)
    return [
      ...crossed.slice(0, 1).map(place => issue('shape_invalid', { at: place })),
      ...around.flatMap(neighbour => {
        const inside = edges.map(edge => entering(edge, neighbour)).find(place => place !== null)
        return inside ? [issue('overlap', { at: inside, subject: neighbour.id })] : []
      }),
    ]
  }
}

const partsOf = (shape: MultiPolygon | null): Neighbour['parts'] =>
  (shape?.coordinates ?? []).map(rings => ({
    rings,
    box: boxAround(rings[0] ?? []),
    lines: rings.flatMap(ring => segmentsOf(ring)),
  }))

/** Asks where an edge of a point crosses the other edges of its shape. Its own ring it may not even touch; another one it may. */
function crossingsOf(shape: DraftShape, { part, ring, index }: VertexPath): (edge: Segment) => Position[] {
  const segments = shape.flatMap((each, p) =>
    ringsOf(each).flatMap((points, r) => {
      const own = p === part && r === ring
      const into = (index + points.length - 1) % points.length
      return segmentsOf(points, true)
        .filter((_, i) => !own || (i !== index && i !== into))
        .map(line => ({ line, own }))
    }),
  )
  if (segments.length === 0) return () => []
  const tree = new Flatbush(segments.length)
  for (const { line } of segments) {
    const { west, south, east, north } = boxAround(line)
    tree.add(west, south, east, north)
  }
  tree.finish()
  return edge => {
    const { west, south, east, north } = boxAround(edge)
    return tree.search(west, south, east, north).flatMap(item => {
      const { line, own } = segments[item]!
      const along = meeting(edge, line)
      if (along === null || along === 0) return []
      return own || (along < 1 && meeting(line, edge)! % 1 !== 0) ? [pointAlong(edge, along)] : []
    })
  }
}

/** A place where an edge runs inside a neighbour, farther from its line than a rounding; null where it does not. */
function entering(edge: Segment, { parts }: Neighbour): Position | null {
  const box = boxAround(edge)
  for (const { rings, lines } of parts.filter(part => !apart(part.box, box))) {
    const cuts = lines.map(line => meeting(edge, line)).filter(along => along !== null)
    const stops = [0, ...cuts.sort((a, b) => a - b), 1]
    for (let i = 1; i < stops.length; i++) {
      const middle = pointAlong(edge, (stops[i - 1]! + stops[i]!) / 2)
      if (within(rings, middle) && lines.every(line => distance(line, middle) > STRIP_DEGREES)) return middle
    }
  }
  return null
}

const distance = (line: Segment, at: Position) =>
  Math.sqrt(squareDistance(at, pointAlong(line, nearestAlong(line, at))))
