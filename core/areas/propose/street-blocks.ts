import type { MultiPolygon } from 'geojson'
import { apart, type Box, boxAround, boxShape } from '../boxes.ts'
import type { Frame } from '../frame.ts'
import { faces, type Shape } from '../geometry.ts'
import { type Line, lineKind } from '../lines.ts'
import { exact } from './flat.ts'

/** The blocks that streets, rivers and borders make within a box, in metres; where there are none, the box is the one block. */
export function streetBlocks(
  lines: readonly Line[],
  borders: readonly Shape[],
  frame: Frame,
  box: Box,
): MultiPolygon[] {
  const streets = lines
    .filter(line => lineKind(line) !== null)
    .map(({ shape }) => shape.coordinates.map(frame.toMetres))
  const rings = borders.flatMap(border => (border?.coordinates ?? []).flat())
  const near = [...streets, ...rings].flatMap(line => stretches(line, box))
  return faces([...near, boxShape(box).coordinates[0]![0]!])
    .map(exact)
    .filter(block => block !== null)
}

/** The stretches of a line that come near a box. */
function stretches(line: readonly (readonly number[])[], box: Box): number[][][] {
  const found: number[][][] = []
  let stretch: number[][] = []
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!]
    if (apart(boxAround([from, to]), box)) {
      if (stretch.length > 0) found.push(stretch)
      stretch = []
    } else {
      if (stretch.length === 0) stretch.push([...from])
      stretch.push([...to])
    }
  }
  if (stretch.length > 0) found.push(stretch)
  return found
}
