import type { MultiPolygon } from 'geojson'
import { apart, type Box, boxOf } from './boxes.ts'
import { type Frame, frameOf, mapped } from './frame.ts'
import { difference, intersection, isValid, type Shape, simplified, union } from './geometry.ts'
import { onKnownPoints } from './known-points.ts'
import type { Line } from './lines.ts'
import { alignTo } from './operations/align-to.ts'
import { clipTo } from './operations/clip-to.ts'
import { type Done, done, refused } from './operations/operation.ts'
import { fillBlock } from './propose/fill-block.ts'
import { areaOf, closing, exact, opening, partsHolding, widened, withoutIdleHoles } from './propose/flat.ts'
import { streetBlocks } from './propose/street-blocks.ts'
import { type DraftShape, toMultiPolygon } from './shape.ts'

export interface Surrounded {
  picked: readonly MultiPolygon[]
  /** Compounds that were not picked, kept out where that is possible. */
  others: readonly MultiPolygon[]
  neighbours: readonly MultiPolygon[]
  lines: readonly Line[]
  community: MultiPolygon | null
  town: MultiPolygon | null
}

/** Left around a yard where it meets no street. */
const MARGIN_METRES = 2
/** Yards no farther apart than twice this are joined. */
const JOIN_METRES = 25
/** What is narrower than twice this is cut off. */
const TONGUE_METRES = 5
const SIMPLER_METRES = 1
/** How far around the yards streets are looked at. */
const LOOK_METRES = 80
const LOOK_DEGREES = 0.0008
const ALIGN_METRES = 0.5
/** Of the ground of each yard that is free; a little more than what makes it lie inside. */
const LEAST_COVERED = 0.985

/**
 * A first boundary for the picked compounds: along the streets around them where there are any, else along their walls; clear of
 * neighbours and of compounds not picked, within the town and, where the compounds allow it, within the community.
 */
export function proposeBoundary(asked: Surrounded): Done {
  const whole = union(asked.picked)
  if (!whole) return refused('nothing_picked')
  const around = nearOnly(asked, boxOf(whole, LOOK_DEGREES))
  const frame = frameOf(whole)
  const flat = flattened(around, frame)
  const yards = exact(union(flat.picked))
  const kept_out = exact(union([difference(union(flat.others), yards), flat.neighbours]))
  const free = (shape: Shape) => exact(difference(shape, kept_out))
  const walls = free(widened(yards, MARGIN_METRES))
  const joined = partsHolding(free(closing(walls, JOIN_METRES)), yards)
  if (!joined) return refused('no_room')
  const blocks = streetBlocks(around.lines, [flat.community, flat.town], frame, boxOf(joined, LOOK_METRES))
  const filled = exact(union([joined, ...blocks.map(block => fillBlock(block, joined, flat.picked, flat.neighbours))]))
  const drawn = partsHolding(exact(union([opening(free(filled), TONGUE_METRES), walls])), yards)
  const tidy = withoutIdleHoles(drawn, kept_out)
  let last: DraftShape | null = null
  for (const candidate of [tidy && simplified(tidy, SIMPLER_METRES), tidy, walls]) {
    const here = flat.town ? intersection(candidate, flat.town) : candidate
    for (const shape of flat.community ? [intersection(here, flat.community), here] : [here]) {
      if (!shape) continue
      last = settled(shape, around, frame)
      if (covers(last, around)) return done(last)
    }
  }
  return last ? done(last) : refused('no_room')
}

function nearOnly({ others, neighbours, ...rest }: Surrounded, box: Box): Surrounded {
  const near = (shape: MultiPolygon) => !apart(boxOf(shape), box)
  return { ...rest, others: others.filter(near), neighbours: neighbours.filter(near) }
}

function flattened({ picked, others, neighbours, community, town }: Surrounded, frame: Frame) {
  const local = (shape: MultiPolygon) => mapped(shape, frame.toMetres)
  return {
    picked: picked.map(local),
    others: others.map(local),
    neighbours: union(neighbours.map(local)),
    community: community && local(community),
    town: town && local(town),
  }
}

/** Back in degrees, on the very points of what it runs along, and clear of neighbours to the last digit. */
function settled(
  shape: MultiPolygon,
  { picked, others, neighbours, community, town }: Surrounded,
  frame: Frame,
): DraftShape {
  const borders = [community, town].filter(border => border !== null)
  const draft = onKnownPoints(mapped(shape, frame.toDegrees), [...neighbours, ...borders, ...others, ...picked])
  const aligned = alignTo(draft, neighbours, ALIGN_METRES)
  const near = aligned.ok && isValid(toMultiPolygon(aligned.shape)) ? aligned.shape : draft
  const clipped = clipTo(near, neighbours)
  return clipped.ok ? clipped.shape : near
}

/** Whether it is a shape, and holds each picked compound as far as neighbours and the town leave it. */
function covers(shape: DraftShape, { picked, neighbours, town }: Surrounded): boolean {
  const drawn = toMultiPolygon(shape)
  if (!isValid(drawn)) return false
  const taken = union(neighbours)
  return picked.every(yard => {
    const here = difference(town ? intersection(yard, town) : yard, taken)
    return areaOf(intersection(here, drawn)) >= LEAST_COVERED * areaOf(here)
  })
}
