import type { MultiPolygon } from 'geojson'
import { refused, ringsOf, type VertexPath } from '#core/areas/operations/operation.ts'
import { traceAlong } from '#core/areas/operations/trace-along.ts'
import type { Position } from '#core/areas/shape.ts'
import { type SnapTarget, snap } from '#core/areas/snap.ts'
import { edgeNear } from '../hit.ts'
import { EDGE_REACH, listen, placeOf, scaleOf, setCursor, type Tool, type ToolContext } from './tool.ts'

/** A neighbour's line is easier to hit than a corner. */
const REACH = 14
/** About a centimetre: an end that was snapped there. */
const ON_IT = 1e-7

const lineAt = ({ map, drawing }: ToolContext, at: Position, reach_degrees?: number): SnapTarget | null => {
  const scale = scaleOf(map)
  const found = snap(drawing.around.index.value, at, reach_degrees ?? REACH / scale.north, scale.east / scale.north)
  return found?.source === 'area' || found?.source === 'compound' ? found : null
}

const shapeOf = ({ drawing }: ToolContext, { source, subject }: SnapTarget): MultiPolygon | null => {
  const { areas, compounds } = drawing.around.around.value
  const list: readonly { id: number; shape: unknown }[] = source === 'area' ? areas : compounds
  return (list.find(({ id }) => id === subject)?.shape ?? null) as MultiPolygon | null
}

const endsOf = ({ drawing }: ToolContext, { part, ring, index }: VertexPath): [Position, Position] => {
  const points = ringsOf(drawing.shape.value[part]!)[ring]!
  return [points[index]!, points[(index + 1) % points.length]!]
}
const far = (a: Position, b: Position) => Math.hypot(a[0] - b[0], a[1] - b[1])

/** An edge, then two places on a neighbour's line: the edge becomes that line. With both ends on a neighbour already, the edge is enough. */
export const traceTool: Tool = context => {
  const { map, drawing, editing } = context
  let from: SnapTarget | null = null
  editing.hint.value = 'trace_edge'

  const begin = () => {
    from = null
    editing.edge.value = null
    editing.hint.value = 'trace_edge'
  }
  const trace = (edge: VertexPath, a: SnapTarget, b: Position) => {
    const [start, end] = endsOf(context, edge)
    const turned = far(a.at, start) + far(b, end) > far(b, start) + far(a.at, end)
    const neighbour = shapeOf(context, a)
    drawing.apply('traced', shape =>
      neighbour
        ? traceAlong(shape, edge, neighbour, turned ? b : a.at, turned ? a.at : b)
        : refused('not_on_neighbour'),
    )
    begin()
  }
  const chooseEdge = (at: Position) => {
    const edge = edgeNear(drawing.shape.value, at, scaleOf(map), EDGE_REACH)?.path
    if (!edge) return
    const [start, end] = endsOf(context, edge)
    const [a, b] = [lineAt(context, start, ON_IT), lineAt(context, end, ON_IT)]
    if (a && b && a.subject === b.subject && a.source === b.source) return trace(edge, a, end)
    editing.edge.value = edge
    editing.hint.value = 'trace_from'
  }
  const end = listen(map, {
    click(event) {
      const at = placeOf(event)
      const edge = editing.edge.value
      if (!edge) return chooseEdge(at)
      const target = lineAt(context, at)
      if (!target) return
      if (!from) {
        from = target
        editing.hint.value = 'trace_to'
      } else trace(edge, from, target.at)
    },
    mousemove(event) {
      const target = editing.edge.value ? lineAt(context, placeOf(event)) : null
      editing.snapped.value = target?.at ?? null
      setCursor(map, 'crosshair')
    },
  })
  return { end, cancel: begin }
}
