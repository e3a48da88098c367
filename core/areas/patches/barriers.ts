import Flatbush from 'flatbush'
import { boxAround } from '../boxes.ts'
import type { Line } from '../lines.ts'
import { meeting, segmentsOf } from '../segments.ts'
import type { Position } from '../shape.ts'

/** Asks whether the straight way between two places crosses a river or a road. */
export function barriersBetween(barriers: readonly Line[]): (from: Position, to: Position) => boolean {
  const segments = barriers.flatMap(({ shape }) => segmentsOf(shape.coordinates))
  if (segments.length === 0) return () => false
  const tree = new Flatbush(segments.length)
  for (const segment of segments) {
    const { west, south, east, north } = boxAround(segment)
    tree.add(west, south, east, north)
  }
  tree.finish()
  return (from, to) => {
    const { west, south, east, north } = boxAround([from, to])
    return tree.search(west, south, east, north).some(item => meeting([from, to], segments[item]!) !== null)
  }
}
