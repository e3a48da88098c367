import { makeMoveCheck } from '#core/areas/check-move.ts'
import { addVertex } from '#core/areas/operations/add-vertex.ts'
import { deleteVertex } from '#core/areas/operations/delete-vertex.ts'
import { moveVertex } from '#core/areas/operations/move-vertex.ts'
import type { VertexPath } from '#core/areas/operations/operation.ts'
import type { Position } from '#core/areas/shape.ts'
import { edgeNear, vertexNear } from '../hit.ts'
import { ownNeighbours } from '../own-neighbours.ts'
import { type Grab, startDrag } from './drag.ts'
import { EDGE_REACH, scaleOf, type Tool, VERTEX_REACH } from './tool.ts'

/** Move a point, add one on an edge, delete one. */
export const vertexTool: Tool = context => {
  const { map, drawing, editing } = context
  const { shape } = drawing
  const vertexAt = (at: Position) => vertexNear(shape.value, at, scaleOf(map), VERTEX_REACH)
  const edgeAt = (at: Position) => edgeNear(shape.value, at, scaleOf(map), EDGE_REACH)

  const existing = (path: VertexPath): Grab => ({
    note: 'moved_vertex',
    moving: 'vertex_moving',
    to: at => moveVertex(shape.value, path, at),
    check: makeMoveCheck(shape.value, path, ownNeighbours(drawing)),
    snaps: true,
  })
  const added = (edge: VertexPath, on: Position): Grab | null => {
    const first = addVertex(shape.value, edge, on)
    if (!first.ok) return null
    const path = { ...edge, index: edge.index + 1 }
    return {
      note: 'added_vertex',
      moving: 'vertex_moving',
      to: at => moveVertex(first.shape, path, at),
      check: makeMoveCheck(first.shape, path, ownNeighbours(drawing)),
      counts: true,
      snaps: true,
    }
  }
  return startDrag(context, {
    hint: 'vertex',
    grab(at) {
      const path = vertexAt(at)
      const edge = path ? null : edgeAt(at)
      editing.selected.value = path ?? (edge && { ...edge.path, index: edge.path.index + 1 })
      if (path) return existing(path)
      return edge && added(edge.path, edge.at)
    },
    hover(at) {
      if (vertexAt(at)) return { hint: 'vertex_here', cursor: 'grab' }
      if (edgeAt(at)) return { hint: 'edge_here', cursor: 'copy' }
      return { hint: 'vertex', cursor: '' }
    },
    context(at) {
      const path = vertexAt(at)
      if (path) drawing.apply('deleted_vertex', now => deleteVertex(now, path))
    },
  })
}
