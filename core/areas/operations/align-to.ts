import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import { boxAround } from '../boxes.ts'
import { frameOf } from '../frame.ts'
import { isValid } from '../geometry.ts'
import { nearestAlong, pointAlong, type Segment, segmentsOf, squareDistance } from '../segments.ts'
import { type DraftShape, type Position, type Ring, toMultiPolygon } from '../shape.ts'
import { type Done, done, refused, ringsOf, roundPlace } from './operation.ts'
import { tidyShape } from './tidy-ring.ts'

/**
 * Points within so many metres of a neighbour go onto its nearest point, else onto its nearest edge; and where an edge passes a
 * neighbour's points as near as that, it takes them over. What is aligned stays aligned. It has no inverse but undo.
 */
export function alignTo(shape: DraftShape, neighbours: readonly MultiPolygon[], metres: number): Done {
  const drawn = toMultiPolygon(shape)
  if (!drawn) return refused('nothing_drawn')
  const { east, north } = frameOf(drawn)
  const reach: Reach = { degrees: metres / north, lat_scale: east / north }
  const lines = linesNear(neighbours, reach)
  const align = (ring: Ring) =>
    takingOver(
      ring.map(point => onto(point, lines, reach)),
      lines,
      reach,
    )
  const aligned = tidyShape(shape.map(({ shell, holes }) => ({ shell: align(shell), holes: holes.map(align) })))
  if (aligned.length === 0) return refused('nothing_left')
  if (isValid(drawn) && !isValid(toMultiPolygon(aligned))) return refused('would_cross')
  return sameShape(shape, aligned) ? refused('nothing_near') : done(aligned)
}

interface Reach {
  /** Of latitude. */
  degrees: number
  lat_scale: number
}
type Near = (points: readonly Position[]) => Segment[]

/** Asks for the neighbours' segments within reach of a point or an edge. */
function linesNear(neighbours: readonly MultiPolygon[], { degrees, lat_scale }: Reach): Near {
  const lines = neighbours.flatMap(({ coordinates }) => coordinates.flat().flatMap(ring => segmentsOf(ring)))
  if (lines.length === 0) return () => []
  const tree = new Flatbush(lines.length)
  for (const line of lines) {
    const { west, south, east, north } = boxAround(line)
    tree.add(west, south, east, north)
  }
  tree.finish()
  const wide = degrees / lat_scale
  return points => {
    const { west, south, east, north } = boxAround(points)
    const found = tree.search(west - wide, south - degrees, east + wide, north + degrees)
    return found.sort((a, b) => a - b).map(item => lines[item]!)
  }
}

function onto(point: Position, lines: Near, { degrees, lat_scale }: Reach): Position {
  const near = lines([point])
  const closest = (places: Position[]) =>
    places
      .map(place => ({ place, distance: squareDistance(point, place, lat_scale) }))
      .filter(({ distance }) => distance <= degrees * degrees)
      .sort((a, b) => a.distance - b.distance)[0]?.place
  const foot = (line: Segment) => roundPlace(pointAlong(line, nearestAlong(line, point, lat_scale)))
  return closest(near.flat().map(asPosition)) ?? closest(near.map(foot)) ?? point
}

/** The ring with the neighbours' points that its edges pass, in the order they are passed; none that it has already. */
function takingOver(ring: Ring, lines: Near, { degrees, lat_scale }: Reach): Ring {
  const had = new Set(ring.map(String))
  return ring.flatMap((from, i) => {
    const to = ring[(i + 1) % ring.length]!
    const edge: Segment = [from, to]
    const passed = lines([from, to])
      .flat()
      .map(asPosition)
      .map(place => ({ place, along: nearestAlong(edge, place, lat_scale) }))
      .filter(({ along }) => along > 0 && along < 1)
      .filter(({ place, along }) => squareDistance(place, pointAlong(edge, along), lat_scale) <= degrees * degrees)
      .sort((a, b) => a.along - b.along)
      .map(({ place }) => place)
      .filter(place => !had.has(String(place)))
    for (const place of passed) had.add(String(place))
    return [from, ...passed]
  })
}

const asPosition = ([lon, lat]: readonly number[]): Position => [lon!, lat!]

const sameShape = (a: DraftShape, b: DraftShape) => JSON.stringify(a.map(ringsOf)) === JSON.stringify(b.map(ringsOf))
