import { moveEdge } from '#core/areas/operations/move-edge.ts'
import { moveShape } from '#core/areas/operations/move-shape.ts'
import type { Position } from '#core/areas/shape.ts'
import { edgeNear, partAt } from '../hit.ts'
import { startDrag } from './drag.ts'
import { EDGE_REACH, scaleOf, type Tool } from './tool.ts'

const between = (from: Position, to: Position): Position => [to[0] - from[0], to[1] - from[1]]

/** Move an edge with both its ends. */
export const edgeTool: Tool = context => {
  const { map, drawing, editing } = context
  const edgeAt = (at: Position) => edgeNear(drawing.shape.value, at, scaleOf(map), EDGE_REACH)
  return startDrag(context, {
    hint: 'edge',
    grab(from) {
      const edge = edgeAt(from)
      editing.edge.value = edge?.path ?? null
      if (!edge) return null
      const { path } = edge
      return {
        note: 'moved_edge',
        moving: 'edge_moving',
        to: at => moveEdge(drawing.shape.value, path, between(from, at)),
        snaps: false,
      }
    },
    hover: at => (edgeAt(at) ? { hint: 'edge_grab', cursor: 'move' } : { hint: 'edge', cursor: '' }),
  })
}

/** Move the whole. */
export const moveTool: Tool = context => {
  const { drawing } = context
  return startDrag(context, {
    hint: 'move',
    grab: from =>
      partAt(drawing.shape.value, from) && {
        note: 'moved_shape',
        moving: 'move_moving',
        to: at => moveShape(drawing.shape.value, between(from, at)),
        snaps: false,
      },
    hover: at =>
      partAt(drawing.shape.value, at) ? { hint: 'move_grab', cursor: 'move' } : { hint: 'move', cursor: '' },
  })
}
